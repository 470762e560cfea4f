output "urls" {
  description = "Addresses by repository; perigee's is IMAGE of tools/image"
  value       = { for name, repository in aws_ecr_repository.this : name => repository.repository_url }
}

output "arns" {
  description = "ARNs by repository"
  value       = { for name, repository in aws_ecr_repository.this : name => repository.arn }
}
