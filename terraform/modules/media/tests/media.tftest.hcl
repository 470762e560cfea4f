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
    condition     = alltrue([for k in ["media", "log"] : aws_s3_bucket_versioning.this[k].versioning_configuration[0].status == "Enabled" && length(aws_s3_bucket_lifecycle_configuration.this[k].rule) == 1])
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
}
