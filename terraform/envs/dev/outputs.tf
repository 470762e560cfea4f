output "cluster_name" {
  description = "CLUSTER of the environment on GitHub"
  value       = module.shop.cluster_name
}

output "deployer_role_arn" {
  description = "AWS_ROLE of the environment on GitHub"
  value       = module.shop.deployer_role_arn
}

output "chart_values" {
  description = "VALUES of the environment on GitHub"
  value       = module.shop.chart_values
}

output "manifests" {
  description = "kubectl apply, once"
  value       = module.shop.manifests
}

output "karpenter_helm_values" {
  description = "Values for Karpenter's chart"
  value       = module.shop.karpenter_helm_values
}

output "database_address" {
  description = "Host of PostgreSQL"
  value       = module.shop.database_address
}

output "database_owner_secret_arn" {
  description = "Secret with the owner's password"
  value       = module.shop.database_owner_secret_arn
}

output "database_url_template" {
  description = "What belongs into the secret's field url"
  value       = module.shop.database_url_template
}

output "nat_addresses" {
  description = "Addresses under which others see the shop"
  value       = module.shop.nat_addresses
}

output "media_bucket" {
  description = "Bucket for dumps, media and exports"
  value       = module.shop.media_bucket
}

output "dump_manifests" {
  description = "The weekly dump into it: kubectl apply, once the shop is installed"
  value       = module.shop.dump_manifests
}
