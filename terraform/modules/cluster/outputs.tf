output "name" {
  description = "Name of the cluster"
  value       = aws_eks_cluster.this.name
}

output "arn" {
  description = "ARN of the cluster"
  value       = aws_eks_cluster.this.arn
}

output "endpoint" {
  description = "Address of the Kubernetes API"
  value       = aws_eks_cluster.this.endpoint
}

output "security_group_id" {
  description = "Security group of nodes and pods"
  value       = aws_eks_cluster.this.vpc_config[0].cluster_security_group_id
}

output "key_arn" {
  description = "Key of its secrets and logs"
  value       = module.key.arn
}
