mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  name  = "perigee-test"
  zones = ["eu-central-1a", "eu-central-1b", "eu-central-1c"]
}

run "three_zones" {
  command = plan
  assert {
    condition     = length(aws_subnet.private) == 3 && length(aws_subnet.public) == 3 && length(aws_subnet.database) == 3
    error_message = "Each zone has a private, a public and a database subnet."
  }
  assert {
    condition     = aws_subnet.private["eu-central-1a"].cidr_block == "10.0.0.0/19" && aws_subnet.private["eu-central-1c"].cidr_block == "10.0.64.0/19"
    error_message = "Pods have a /19 in each zone."
  }
  assert {
    condition     = aws_subnet.public["eu-central-1a"].cidr_block == "10.0.128.0/22" && aws_subnet.database["eu-central-1c"].cidr_block == "10.0.162.0/24"
    error_message = "Subnets do not overlap: private ones end at 10.0.95.255, public ones at 10.0.139.255, databases follow at 10.0.160.0."
  }
  assert {
    condition     = length(aws_nat_gateway.this) == 3
    error_message = "Each zone has its own way out."
  }
  assert {
    condition     = alltrue([for subnet in aws_subnet.public : subnet.map_public_ip_on_launch == false])
    error_message = "Nothing gets a public address by itself."
  }
}

run "one_way_out" {
  command = plan
  variables {
    nat_per_zone = false
  }
  assert {
    condition     = length(aws_nat_gateway.this) == 1 && length(aws_route.private) == 3
    error_message = "One gateway, and a route to it from each zone."
  }
}

run "two_zones_are_refused" {
  command = plan
  variables {
    zones = ["eu-central-1a", "eu-central-1b"]
  }
  expect_failures = [var.zones]
}

run "a_small_network_is_refused" {
  command = plan
  variables {
    cidr = "10.0.0.0/20"
  }
  expect_failures = [var.cidr]
}
