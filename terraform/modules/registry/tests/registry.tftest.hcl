mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  name = "perigee-test"
}

run "tags_do_not_move" {
  assert {
    condition     = alltrue([for r in aws_ecr_repository.this : r.image_tag_mutability == "IMMUTABLE" && r.image_scanning_configuration[0].scan_on_push])
    error_message = "A tag never changes, and images are scanned."
  }
  assert {
    condition     = length(aws_ecr_repository_policy.pull) == 0
    error_message = "No other account may pull unless it is named."
  }
}

run "releases_stay" {
  command = plan
  assert {
    condition     = one([for r in jsondecode(aws_ecr_lifecycle_policy.this["perigee"].policy).rules : r.selection.tagPatternList[0] if r.rulePriority == 1]) == "*.*.*"
    error_message = "The rule for versions comes before those that take away."
  }
}

run "another_account" {
  variables {
    pull_account_ids = ["210987654321"]
  }
  assert {
    condition     = jsondecode(aws_ecr_repository_policy.pull["perigee"].policy).Statement[0].Principal.AWS[0] == "arn:aws:iam::210987654321:root"
    error_message = "The named account may pull."
  }
}

run "too_soon_forgotten_is_refused" {
  command = plan
  variables {
    keep_days = 3
  }
  expect_failures = [var.keep_days]
}
