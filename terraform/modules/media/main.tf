# S3 bucket beside the database. Today it stores the weekly dump (output dump_manifests), which contains all of the shop's data, including pictures. The shop itself serves
# pictures from the database and does not read the bucket. A CDN can read other media from it (reader_distribution_arns), but nothing under dumps/.

data "aws_caller_identity" "current" {}

locals {
  dump_container = {
    allowPrivilegeEscalation = false
    readOnlyRootFilesystem   = true
    capabilities             = { drop = ["ALL"] }
  }
  # A node with too little disk space for the dump is not chosen.
  dump_resources = {
    requests = { cpu = "100m", memory = "128Mi", ephemeral-storage = var.dump_size }
    limits   = { memory = "512Mi" }
  }
}

module "key" {
  source = "../key"

  name        = "${var.name}-media"
  description = "Media and exports of ${var.name}"
  services    = ["cloudfront.amazonaws.com"]
}

resource "aws_s3_bucket" "this" {
  # All settings exist, through for_each, which checkov cannot follow; tests/media.tftest.hcl checks them.
  #checkov:skip=CKV2_AWS_6:aws_s3_bucket_public_access_block.this
  #checkov:skip=CKV2_AWS_61:aws_s3_bucket_lifecycle_configuration.this
  #checkov:skip=CKV_AWS_21:aws_s3_bucket_versioning.this
  #checkov:skip=CKV_AWS_145:aws_s3_bucket_server_side_encryption_configuration.this; logs can be written with S3's own key only
  for_each = { media = "media", log = "media-log" }

  bucket = "${var.name}-${each.value}-${data.aws_caller_identity.current.account_id}"
}

resource "aws_s3_bucket_public_access_block" "this" {
  for_each = aws_s3_bucket.this

  bucket                  = each.value.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "this" {
  for_each = aws_s3_bucket.this

  bucket = each.value.id
  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_versioning" "this" {
  for_each = aws_s3_bucket.this

  bucket = each.value.id
  versioning_configuration {
    status = "Enabled"
  }
}

# Access logs can only be written to a bucket with S3's own key.
resource "aws_s3_bucket_server_side_encryption_configuration" "this" {
  for_each = aws_s3_bucket.this

  bucket = each.value.id
  rule {
    bucket_key_enabled = true
    apply_server_side_encryption_by_default {
      sse_algorithm     = each.key == "media" ? "aws:kms" : "AES256"
      kms_master_key_id = each.key == "media" ? module.key.arn : null
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "this" {
  for_each = aws_s3_bucket.this

  bucket = each.value.id
  rule {
    id     = "tidy"
    status = "Enabled"
    filter {}
    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
    noncurrent_version_expiration {
      noncurrent_days = 90
    }
    dynamic "expiration" {
      for_each = each.key == "log" ? [365] : []
      content {
        days = expiration.value
      }
    }
  }
  # They contain customers' addresses: kept only as long as needed, and a week more as versions, in case of a mistake.
  dynamic "rule" {
    for_each = each.key == "media" ? [var.dump_days] : []
    content {
      id     = "dumps"
      status = "Enabled"
      filter {
        prefix = "dumps/"
      }
      expiration {
        days = rule.value
      }
      noncurrent_version_expiration {
        noncurrent_days = 7
      }
    }
  }
  depends_on = [aws_s3_bucket_versioning.this]
}

resource "aws_s3_bucket_policy" "this" {
  for_each = aws_s3_bucket.this

  bucket = each.value.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [{
        Sid       = "OnlyTls"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = [each.value.arn, "${each.value.arn}/*"]
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      }],
      each.key == "log" ? [{
        Sid       = "Logs"
        Effect    = "Allow"
        Principal = { Service = "logging.s3.amazonaws.com" }
        Action    = "s3:PutObject"
        Resource  = "${each.value.arn}/*"
        Condition = {
          StringEquals = { "aws:SourceAccount" = data.aws_caller_identity.current.account_id }
          ArnLike      = { "aws:SourceArn" = aws_s3_bucket.this["media"].arn }
        }
      }] : [],
      each.key == "media" && length(var.reader_distribution_arns) > 0 ? [{
        Sid       = "Cdn"
        Effect    = "Allow"
        Principal = { Service = "cloudfront.amazonaws.com" }
        Action    = "s3:GetObject"
        Resource  = "${each.value.arn}/*"
        Condition = { StringEquals = { "aws:SourceArn" = var.reader_distribution_arns } }
      }] : [],
      each.key == "media" && length(var.reader_distribution_arns) > 0 ? [{
        Sid       = "NoDumpsForTheCdn"
        Effect    = "Deny"
        Principal = { Service = "cloudfront.amazonaws.com" }
        Action    = "s3:GetObject"
        Resource  = "${each.value.arn}/dumps/*"
      }] : [],
    )
  })
  depends_on = [aws_s3_bucket_public_access_block.this]
}

resource "aws_s3_bucket_logging" "media" {
  bucket        = aws_s3_bucket.this["media"].id
  target_bucket = aws_s3_bucket.this["log"].id
  target_prefix = "media/"
}

# Jobs in the cluster that use the bucket (dump, load, export) do so by pod identity.
resource "aws_iam_role" "writer" {
  count = var.cluster_name == null ? 0 : 1

  name_prefix = "${var.name}-media-"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "pods.eks.amazonaws.com" }
      Action    = ["sts:AssumeRole", "sts:TagSession"]
    }]
  })
}

resource "aws_iam_role_policy" "writer" {
  count = var.cluster_name == null ? 0 : 1

  name = "media"
  role = aws_iam_role.writer[0].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = ["s3:ListBucket"], Resource = aws_s3_bucket.this["media"].arn },
      { Effect = "Allow", Action = ["s3:GetObject", "s3:PutObject", "s3:AbortMultipartUpload"], Resource = "${aws_s3_bucket.this["media"].arn}/*" },
      { Effect = "Allow", Action = ["kms:Decrypt", "kms:GenerateDataKey"], Resource = module.key.arn },
    ]
  })
}

resource "aws_eks_pod_identity_association" "writer" {
  count = var.cluster_name == null ? 0 : 1

  cluster_name    = var.cluster_name
  namespace       = var.namespace
  service_account = "perigee-media"
  role_arn        = aws_iam_role.writer[0].arn
}
