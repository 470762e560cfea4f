output "cluster_name" {
  description = "CLUSTER of the environment on GitHub"
  value       = module.cluster.name
}

output "deployer_role_arn" {
  description = "AWS_ROLE of the environment on GitHub"
  value       = module.deployer.role_arn
}

output "nat_addresses" {
  description = "Outbound addresses, as seen by mail servers and payment providers"
  value       = module.network.nat_addresses
}

output "media_bucket" {
  description = "Bucket for dumps, media and exports"
  value       = module.media.bucket
}

output "dump_manifests" {
  description = "A CronJob that writes a weekly dump of the database into that bucket; apply it after installing the shop"
  value       = module.media.dump_manifests
}

output "database_address" {
  description = "Host of PostgreSQL"
  value       = module.database.address
}

output "database_owner_secret_arn" {
  description = "Secret with the owner's password, for people"
  value       = module.database.owner_secret_arn
}

output "database_url_template" {
  description = "Template for the field url of the secret NAME/database, to complete with the user's password"
  value       = "postgres://perigee_a:PASSWORD@${module.database.address}:5432/perigee?sslmode=verify-full&sslrootcert=/etc/perigee/rds/ca.pem"
}

output "karpenter_helm_values" {
  description = "Values for Karpenter's chart"
  value       = module.karpenter.helm_values
}

output "manifests" {
  description = "Manifests to apply once: nodes for the shop, and the store that External Secrets reads"
  value = join("---\n", [
    module.karpenter.manifests,
    yamlencode({
      apiVersion = "external-secrets.io/v1"
      kind       = "ClusterSecretStore"
      metadata   = { name = "aws-secrets-manager" }
      spec       = { provider = { aws = { service = "SecretsManager", region = data.aws_region.current.region } } }
    }),
  ])
}

# VALUES of tools/deploy: AWS-specific chart values.
output "chart_values" {
  description = "Values for the shop's chart: VALUES of the environment on GitHub"
  value = yamlencode({
    shop = { baseUrl = "https://${var.host}" }
    database = {
      existingSecret = ""
      maxConnections = var.connection_budget
    }
    mail = { smtp = { existingSecret = "" } }
    externalSecret = {
      enabled        = true
      secretStoreRef = { name = "aws-secrets-manager", kind = "ClusterSecretStore" }
      database       = { key = module.database.secret_names["database"], property = "url" }
      smtp           = { key = module.database.secret_names["smtp"], property = "url" }
    }
    # RDS's certificate authority: kubectl create configmap rds-ca --from-file=ca.pem
    extraVolumes      = [{ name = "rds-ca", configMap = { name = "rds-ca" } }]
    extraVolumeMounts = [{ name = "rds-ca", mountPath = "/etc/perigee/rds", readOnly = true }]
    ingress = {
      enabled   = true
      className = "alb"
      annotations = {
        "alb.ingress.kubernetes.io/scheme"                       = "internet-facing"
        "alb.ingress.kubernetes.io/target-type"                  = "ip"
        "alb.ingress.kubernetes.io/certificate-arn"              = var.certificate_arn
        "alb.ingress.kubernetes.io/ssl-policy"                   = "ELBSecurityPolicy-TLS13-1-2-2021-06"
        "alb.ingress.kubernetes.io/listen-ports"                 = jsonencode([{ HTTP = 80 }, { HTTPS = 443 }])
        "alb.ingress.kubernetes.io/ssl-redirect"                 = "443"
        "alb.ingress.kubernetes.io/healthcheck-path"             = "/readyz/pages"
        "alb.ingress.kubernetes.io/healthcheck-interval-seconds" = "5"
        "alb.ingress.kubernetes.io/target-group-attributes"      = "deregistration_delay.timeout_seconds=30"
      }
      hosts = [{ host = var.host }]
    }
    # The load balancer takes seconds to remove a pod.
    drain = { preStopSeconds = 20, delaySeconds = 5, graceSeconds = 35 }
    networkPolicy = {
      from     = [{ ipBlock = { cidr = module.network.cidr } }]
      database = { to = [for cidr in module.network.database_cidrs : { ipBlock = { cidr = cidr } }] }
    }
  })
}
