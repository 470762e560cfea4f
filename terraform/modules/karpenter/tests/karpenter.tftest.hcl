mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  cluster_name = "perigee-test"
}

run "nodes_and_queue" {
  assert {
    condition     = length(aws_cloudwatch_event_target.interruptions) == 5
    error_message = "Karpenter hears of all five kinds of interruption."
  }
  assert {
    condition     = yamldecode(output.helm_values).settings.clusterName == "perigee-test" && yamldecode(output.helm_values).settings.interruptionQueue == "perigee-test-karpenter"
    error_message = "Karpenter's chart is told cluster and queue."
  }
  assert {
    condition     = yamldecode(split("---\n", output.manifests)[1]).spec.limits.cpu == 64 && yamldecode(split("---\n", output.manifests)[0]).kind == "EC2NodeClass"
    error_message = "The manifests are YAML, with the limit."
  }
  assert {
    condition     = alltrue([for policy in aws_iam_policy.controller : length(policy.policy) < 6144])
    error_message = "IAM takes policies of at most 6,144 characters."
  }
}

run "unknown_capacity_is_refused" {
  command = plan
  variables {
    capacity_types = ["cheap"]
  }
  expect_failures = [var.capacity_types]
}
