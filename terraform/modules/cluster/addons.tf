# Add-ons needed before and after the first node. Each is created in the newest version that fits the cluster.

data "aws_eks_addon_version" "this" {
  for_each = toset(["vpc-cni", "kube-proxy", "eks-pod-identity-agent", "coredns", "metrics-server", "aws-ebs-csi-driver"])

  addon_name         = each.value
  kubernetes_version = aws_eks_cluster.this.version
}

locals {
  system = {
    tolerations  = [{ key = "CriticalAddonsOnly", operator = "Exists" }]
    nodeSelector = { "perigee.example/nodes" = "system" }
  }
}

resource "aws_iam_role" "pod" {
  for_each = {
    vpc-cni            = "AmazonEKS_CNI_Policy"
    aws-ebs-csi-driver = "service-role/AmazonEBSCSIDriverPolicy"
  }

  name_prefix        = "${var.name}-${each.key}-"
  assume_role_policy = local.assume_pod
}

resource "aws_iam_role_policy_attachment" "pod" {
  for_each = {
    vpc-cni            = "AmazonEKS_CNI_Policy"
    aws-ebs-csi-driver = "service-role/AmazonEBSCSIDriverPolicy"
  }

  role       = aws_iam_role.pod[each.key].name
  policy_arn = "${local.managed}/${each.value}"
}

resource "aws_eks_addon" "first" {
  for_each = toset(["vpc-cni", "kube-proxy", "eks-pod-identity-agent"])

  cluster_name                = aws_eks_cluster.this.name
  addon_name                  = each.value
  addon_version               = data.aws_eks_addon_version.this[each.value].version
  resolve_conflicts_on_update = "PRESERVE"
  # The network plugin enforces the chart's network policies only if configured.
  configuration_values = each.value == "vpc-cni" ? jsonencode({
    enableNetworkPolicy = "true"
    env                 = { ENABLE_PREFIX_DELEGATION = "true" }
  }) : null

  dynamic "pod_identity_association" {
    for_each = each.value == "vpc-cni" ? ["aws-node"] : []
    content {
      role_arn        = aws_iam_role.pod["vpc-cni"].arn
      service_account = pod_identity_association.value
    }
  }

  depends_on = [aws_iam_role_policy_attachment.pod]
}

resource "aws_eks_addon" "then" {
  for_each = {
    coredns            = local.system
    metrics-server     = local.system
    aws-ebs-csi-driver = { controller = local.system }
  }

  cluster_name                = aws_eks_cluster.this.name
  addon_name                  = each.key
  addon_version               = data.aws_eks_addon_version.this[each.key].version
  resolve_conflicts_on_update = "PRESERVE"
  configuration_values        = jsonencode(each.value)

  dynamic "pod_identity_association" {
    for_each = each.key == "aws-ebs-csi-driver" ? ["ebs-csi-controller-sa"] : []
    content {
      role_arn        = aws_iam_role.pod["aws-ebs-csi-driver"].arn
      service_account = pod_identity_association.value
    }
  }

  depends_on = [aws_eks_node_group.system]
}

# Roles of controllers installed with Helm: External Secrets reads this environment's secrets, the load balancer controller creates load balancers.
resource "aws_iam_role" "controller" {
  for_each = toset(["external-secrets", "load-balancer"])

  name_prefix        = "${var.name}-${each.value}-"
  assume_role_policy = local.assume_pod
}

resource "aws_iam_role_policy" "external_secrets" {
  name = "read"
  role = aws_iam_role.controller["external-secrets"].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"]
        Resource = var.secret_arns
      },
      {
        Effect   = "Allow"
        Action   = ["kms:Decrypt"]
        Resource = var.secret_key_arns
      },
    ]
  })
}

resource "aws_iam_policy" "load_balancer" {
  name_prefix = "${var.name}-load-balancer-"
  description = "What the AWS Load Balancer Controller may do"
  policy      = local.load_balancer_policy
}

resource "aws_iam_role_policy_attachment" "load_balancer" {
  role       = aws_iam_role.controller["load-balancer"].name
  policy_arn = aws_iam_policy.load_balancer.arn
}

resource "aws_eks_pod_identity_association" "controller" {
  for_each = {
    external-secrets = { namespace = "external-secrets", account = "external-secrets" }
    load-balancer    = { namespace = "kube-system", account = "aws-load-balancer-controller" }
  }

  cluster_name    = aws_eks_cluster.this.name
  namespace       = each.value.namespace
  service_account = each.value.account
  role_arn        = aws_iam_role.controller[each.key].arn
}
