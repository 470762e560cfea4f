mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  name               = "perigee-test"
  repository         = "perigee-shop/perigee"
  github_environment = "production"
  cluster_name       = "perigee-test"
  cluster_arn        = "arn:aws:eks:eu-central-1:123456789012:cluster/perigee-test"
}

run "only_its_environment" {
  assert {
    condition     = jsondecode(aws_iam_role.this.assume_role_policy).Statement[0].Condition.StringEquals["token.actions.githubusercontent.com:sub"] == "repo:perigee-shop/perigee:environment:production"
    error_message = "The role is for one environment of one repository."
  }
  assert {
    condition     = length(jsondecode(aws_iam_role_policy.this.policy).Statement) == 1
    error_message = "Without a registry it may only look at its cluster."
  }
  assert {
    condition     = one(aws_eks_access_policy_association.this.access_scope).type == "namespace"
    error_message = "It may change its namespace, not the cluster."
  }
}

run "with_a_registry" {
  variables {
    registry_arns   = ["arn:aws:ecr:eu-central-1:123456789012:repository/perigee"]
    create_provider = false
  }
  assert {
    condition     = length(jsondecode(aws_iam_role_policy.this.policy).Statement) == 3 && length(aws_iam_openid_connect_provider.github) == 0
    error_message = "It may pull, and takes the provider that is there."
  }
}

run "any_repository_is_refused" {
  command = plan
  variables {
    repository = "perigee-shop/*"
  }
  expect_failures = [var.repository]
}
