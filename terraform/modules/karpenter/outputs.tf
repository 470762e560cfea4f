output "helm_values" {
  description = "Values for Karpenter's own chart (oci://public.ecr.aws/karpenter/karpenter, namespace kube-system)"
  value = yamlencode({
    settings       = { clusterName = var.cluster_name, interruptionQueue = aws_sqs_queue.interruptions.name }
    serviceAccount = { name = "karpenter" }
  })
}

output "manifests" {
  description = "EC2NodeClass and NodePool for the shop's pods: kubectl apply"
  value = templatefile("${path.module}/nodes.yaml.tftpl", {
    cluster        = var.cluster_name
    node_role      = aws_iam_role.node.name
    capacity_types = jsonencode(var.capacity_types)
    cpu_limit      = var.cpu_limit
  })
}

output "node_role_arn" {
  description = "Role of its nodes"
  value       = aws_iam_role.node.arn
}
