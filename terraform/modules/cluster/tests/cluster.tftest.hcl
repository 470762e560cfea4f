mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  name            = "perigee-test"
  subnet_ids      = ["subnet-1", "subnet-2", "subnet-3"]
  admin_role_arns = ["arn:aws:iam::123456789012:role/operators"]
  secret_arns     = ["arn:aws:secretsmanager:eu-central-1:123456789012:secret:perigee-test/*"]
  secret_key_arns = ["arn:aws:kms:eu-central-1:123456789012:key/00000000-0000-0000-0000-000000000000"]
}

run "closed_by_itself" {
  assert {
    condition     = aws_eks_cluster.this.vpc_config[0].endpoint_public_access == false && aws_eks_cluster.this.vpc_config[0].endpoint_private_access
    error_message = "Without addresses the Kubernetes API answers within the VPC only."
  }
  assert {
    condition     = aws_eks_cluster.this.access_config[0].authentication_mode == "API" && length(aws_eks_access_entry.admin) == 1
    error_message = "Rights are access entries, and the operators have one."
  }
  assert {
    condition     = length(aws_eks_cluster.this.enabled_cluster_log_types) == 5
    error_message = "All five logs are on."
  }
  assert {
    condition     = jsondecode(aws_eks_addon.first["vpc-cni"].configuration_values).enableNetworkPolicy == "true"
    error_message = "Network policies are enforced."
  }
  assert {
    condition     = alltrue([for s in jsondecode(aws_iam_policy.load_balancer.policy).Statement : s.Sid == "Look" || s.Sid == "Firewall" || can(s.Condition) || s.Sid == "MakeGroupInVpc"])
    error_message = "The load balancer controller changes only what is this cluster's."
  }
}

run "the_whole_internet_is_refused" {
  command = plan
  variables {
    public_access_cidrs = ["0.0.0.0/0"]
  }
  expect_failures = [var.public_access_cidrs]
}

run "nobody_to_get_in_is_refused" {
  command = plan
  variables {
    admin_role_arns = []
  }
  expect_failures = [var.admin_role_arns]
}

run "an_old_kubernetes_is_refused" {
  command = plan
  variables {
    kubernetes_version = "1.29"
  }
  expect_failures = [var.kubernetes_version]
}
