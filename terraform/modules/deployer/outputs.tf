output "role_arn" {
  description = "AWS_ROLE of the environment on GitHub"
  value       = aws_iam_role.this.arn
}
