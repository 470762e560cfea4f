output "urls" {
  description = "Addresses by repository: IMAGE of tools/image is that of perigee"
  value       = { for name, repository in aws_ecr_repository.this : name => repository.repository_url }
}

output "arns" {
  description = "ARNs by repository"
  value       = { for name, repository in aws_ecr_repository.this : name => repository.arn }
}
