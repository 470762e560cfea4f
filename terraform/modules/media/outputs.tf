output "bucket" {
  description = "Name of the bucket"
  value       = aws_s3_bucket.this["media"].bucket
}

# The shop's own Secret, as written by External Secrets and the chart's release "shop". The dump is read back before it is stored.
output "dump_manifests" {
  description = "Manifests to apply once, when the shop is installed: a service account and a CronJob that writes a dump of the database into the bucket every Sunday"
  value = join("---\n", [
    yamlencode({
      apiVersion = "v1"
      kind       = "ServiceAccount"
      metadata   = { name = "perigee-media", namespace = var.namespace }
    }),
    yamlencode({
      apiVersion = "batch/v1"
      kind       = "CronJob"
      metadata   = { name = "perigee-dump", namespace = var.namespace }
      spec = {
        schedule          = "17 3 * * 0"
        timeZone          = "Etc/UTC"
        concurrencyPolicy = "Forbid"
        jobTemplate = { spec = {
          backoffLimit          = 2
          activeDeadlineSeconds = 21600
          template = { spec = {
            serviceAccountName           = "perigee-media"
            automountServiceAccountToken = false
            restartPolicy                = "Never"
            securityContext = {
              runAsNonRoot   = true
              runAsUser      = 999
              runAsGroup     = 999
              fsGroup        = 999
              seccompProfile = { type = "RuntimeDefault" }
            }
            initContainers = [{
              name    = "dump"
              image   = "docker.io/library/postgres:${var.postgres_version}"
              command = ["/bin/bash", "-euo", "pipefail", "-c", file("${path.module}/dump.sh")]
              env = [{
                name      = "DATABASE_URL"
                valueFrom = { secretKeyRef = { name = "shop-perigee-database", key = "url" } }
              }]
              volumeMounts = [
                { name = "dump", mountPath = "/dump" },
                { name = "rds-ca", mountPath = "/etc/perigee/rds", readOnly = true },
              ]
              resources       = local.dump_resources
              securityContext = local.dump_container
            }]
            containers = [{
              name    = "store"
              image   = "public.ecr.aws/aws-cli/aws-cli:2.27.26"
              command = ["/bin/sh", "-euc", "aws s3 cp /dump/perigee.dump \"s3://$BUCKET/dumps/perigee-$(date -u +%Y%m%dT%H%M%SZ).dump\""]
              env = [
                { name = "BUCKET", value = aws_s3_bucket.this["media"].bucket },
                { name = "HOME", value = "/dump" },
              ]
              volumeMounts    = [{ name = "dump", mountPath = "/dump" }]
              resources       = local.dump_resources
              securityContext = local.dump_container
            }]
            volumes = [
              { name = "dump", emptyDir = { sizeLimit = var.dump_size } },
              { name = "rds-ca", configMap = { name = "rds-ca" } },
            ]
          } }
        } }
      }
    }),
  ])
}

output "domain_name" {
  description = "Its domain, as the origin of a CDN"
  value       = aws_s3_bucket.this["media"].bucket_regional_domain_name
}
