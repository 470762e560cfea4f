mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  name                = "perigee-test"
  host                = "shop.example"
  certificate_arn     = "arn:aws:acm:eu-central-1:123456789012:certificate/00000000-0000-0000-0000-000000000000"
  cidr                = "10.40.0.0/16"
  zones               = ["eu-central-1a", "eu-central-1b", "eu-central-1c"]
  nat_per_zone        = true
  admin_role_arns     = ["arn:aws:iam::123456789012:role/operators"]
  cpu_limit           = 32
  database_class      = "db.m7g.large"
  database_multi_az   = true
  database_storage_gb = 100
  github_environment  = "staging"
}

run "what_the_chart_is_told" {
  assert {
    condition     = yamldecode(output.chart_values).shop.baseUrl == "https://shop.example" && yamldecode(output.chart_values).ingress.hosts[0].host == "shop.example"
    error_message = "The host is the shop's origin and the load balancer's."
  }
  assert {
    condition     = yamldecode(output.chart_values).externalSecret.database.key == "perigee-test/database"
    error_message = "The chart fetches the address from the secret."
  }
  assert {
    condition     = yamldecode(output.chart_values).networkPolicy.from[0].ipBlock.cidr == "10.40.0.0/16" && length(yamldecode(output.chart_values).networkPolicy.database.to) == 3
    error_message = "Load balancers come from the VPC, the database is in its subnets."
  }
  assert {
    condition     = length(split("---\n", output.manifests)) == 3 && yamldecode(split("---\n", output.manifests)[2]).kind == "ClusterSecretStore"
    error_message = "Three manifests: node class, node pool, secret store."
  }
  assert {
    condition     = output.database_url_template == "postgres://perigee_a:PASSWORD@perigee-test.abc.eu-central-1.rds.amazonaws.com:5432/perigee?sslmode=verify-full&sslrootcert=/etc/perigee/rds/ca.pem"
    error_message = "The address asks for a checked certificate."
  }
}

run "an_address_is_no_host" {
  command = plan
  variables {
    host = "https://shop.example/"
  }
  expect_failures = [var.host]
}

run "an_unknown_environment_is_refused" {
  command = plan
  variables {
    github_environment = "prod"
  }
  expect_failures = [var.github_environment]
}
