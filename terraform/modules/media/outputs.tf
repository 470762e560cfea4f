output "bucket" {
  description = "Name of the bucket"
  value       = aws_s3_bucket.this["media"].bucket
}

output "domain_name" {
  description = "Its domain, as origin of a CDN"
  value       = aws_s3_bucket.this["media"].bucket_regional_domain_name
}
