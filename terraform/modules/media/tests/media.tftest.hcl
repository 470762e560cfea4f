mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  name = "perigee-test"
}

run "closed" {
  assert {
    condition     = alltrue([for b in aws_s3_bucket_public_access_block.this : b.block_public_policy && b.restrict_public_buckets])
    error_message = "Nothing in it is public."
  }
  assert {
    condition     = alltrue([for k in ["media", "log"] : aws_s3_bucket_versioning.this[k].versioning_configuration[0].status == "Enabled" && length(aws_s3_bucket_lifecycle_configuration.this[k].rule) == (k == "media" ? 2 : 1)])
    error_message = "Both keep versions, for a time."
  }
  assert {
    condition     = one(one(aws_s3_bucket_server_side_encryption_configuration.this["media"].rule).apply_server_side_encryption_by_default).sse_algorithm == "aws:kms"
    error_message = "Media are encrypted with a key of their own."
  }
  assert {
    condition     = aws_s3_bucket.this["media"].bucket == "perigee-test-media-123456789012"
    error_message = "The account makes the name the only one."
  }
  assert {
    condition     = alltrue([for p in aws_s3_bucket_policy.this : jsondecode(p.policy).Statement[0].Sid == "OnlyTls"])
    error_message = "Only TLS."
  }
  assert {
    condition     = [for r in aws_s3_bucket_lifecycle_configuration.this["media"].rule : one(r.expiration).days if r.id == "dumps" && one(r.filter).prefix == "dumps/"] == [35]
    error_message = "Dumps go after five weeks."
  }
  assert {
    condition     = length(aws_iam_role.writer) == 0
    error_message = "Without a cluster nobody writes."
  }
}

run "cdn_and_cluster" {
  variables {
    cluster_name             = "perigee-test"
    reader_distribution_arns = ["arn:aws:cloudfront::123456789012:distribution/E1"]
  }
  assert {
    condition     = contains([for s in jsondecode(aws_s3_bucket_policy.this["media"].policy).Statement : s.Sid], "Cdn") && length(aws_eks_pod_identity_association.writer) == 1
    error_message = "The CDN reads, the cluster's service account writes."
  }
  assert {
    condition     = [for s in jsondecode(aws_s3_bucket_policy.this["media"].policy).Statement : s.Resource if s.Sid == "NoDumpsForTheCdn" && s.Effect == "Deny"] == ["${aws_s3_bucket.this["media"].arn}/dumps/*"]
    error_message = "No customer's address leaves by the CDN."
  }
}

# The job's service account is the one that pod identity knows, and what it writes lies where it expires.
run "dump" {
  variables {
    cluster_name     = "perigee-test"
    namespace        = "elsewhere"
    postgres_version = "16"
  }
  assert {
    condition     = alltrue([for m in [for text in split("---\n", output.dump_manifests) : yamldecode(text)] : m.metadata.namespace == "elsewhere"]) && yamldecode(split("---\n", output.dump_manifests)[0]).metadata.name == aws_eks_pod_identity_association.writer[0].service_account
    error_message = "Namespace and service account are those of the association."
  }
  assert {
    condition     = yamldecode(split("---\n", output.dump_manifests)[1]).spec.jobTemplate.spec.template.spec.serviceAccountName == aws_eks_pod_identity_association.writer[0].service_account
    error_message = "The job runs as that service account."
  }
  assert {
    condition     = endswith(yamldecode(split("---\n", output.dump_manifests)[1]).spec.jobTemplate.spec.template.spec.initContainers[0].image, "postgres:16") && strcontains(yamldecode(split("---\n", output.dump_manifests)[1]).spec.jobTemplate.spec.template.spec.containers[0].command[2], "/dumps/")
    error_message = "pg_dump of the server's version; into dumps/."
  }
  assert {
    condition     = yamldecode(split("---\n", output.dump_manifests)[1]).spec.jobTemplate.spec.template.spec.volumes[0].emptyDir.sizeLimit == "10Gi" && yamldecode(split("---\n", output.dump_manifests)[1]).spec.jobTemplate.spec.template.spec.initContainers[0].resources.requests["ephemeral-storage"] == "10Gi"
    error_message = "The dump's room is asked for, and has an end."
  }
  assert {
    condition     = strcontains(yamldecode(split("---\n", output.dump_manifests)[1]).spec.jobTemplate.spec.template.spec.initContainers[0].command[4], "export PGPASSWORD")
    error_message = "The password is in no command's arguments."
  }
}

run "a_week_without_a_dump_is_refused" {
  command = plan
  variables {
    dump_days = 7
  }
  expect_failures = [var.dump_days]
}
