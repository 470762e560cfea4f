output "address" {
  description = "Host of the primary"
  value       = aws_db_instance.this.address
}

output "replica_addresses" {
  description = "Hosts of the replicas"
  value       = [for replica in aws_db_instance.replica : replica.address]
}

output "owner_secret_arn" {
  description = "Secret with the owner's password, rotated by AWS: for people, not for the shop"
  value       = try(aws_db_instance.this.master_user_secret[0].secret_arn, null)
}

output "secret_arns" {
  description = "Secrets with the shop's addresses"
  value       = [for secret in aws_secretsmanager_secret.address : secret.arn]
}

output "secret_names" {
  description = "Their names: database and smtp"
  value       = { for kind, secret in aws_secretsmanager_secret.address : kind => secret.name }
}

output "key_arn" {
  description = "Key of database and secrets"
  value       = module.key.arn
}
