mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  name                      = "perigee-test"
  vpc_id                    = "vpc-1"
  subnet_ids                = ["subnet-1", "subnet-2", "subnet-3"]
  client_security_group_ids = { cluster = "sg-1" }
  instance_class            = "db.m7g.large"
}

run "safe_by_itself" {
  assert {
    condition     = aws_db_instance.this.multi_az && aws_db_instance.this.deletion_protection && aws_db_instance.this.storage_encrypted && !aws_db_instance.this.publicly_accessible
    error_message = "Two zones, protected, encrypted, not public."
  }
  assert {
    condition     = aws_db_instance.this.manage_master_user_password
    error_message = "AWS makes the owner's password."
  }
  assert {
    condition     = contains([for p in aws_db_parameter_group.this.parameter : "${p.name}=${p.value}"], "rds.force_ssl=1")
    error_message = "Only TLS."
  }
  assert {
    condition     = aws_db_parameter_group.this.family == "postgres17"
    error_message = "The parameters are of the engine's version."
  }
  assert {
    condition     = aws_db_instance.this.backup_retention_period == 14 && length(aws_cloudwatch_metric_alarm.this) == 4
    error_message = "Two weeks of seconds, four alarms."
  }
  assert {
    condition     = output.secret_names["database"] == "perigee-test/database"
    error_message = "The shop's address lies in a secret of its own."
  }
}

run "protected_but_in_one_zone_is_refused" {
  command = plan
  variables {
    multi_az = false
  }
  expect_failures = [aws_db_instance.this]
}

run "iops_of_a_small_disk_are_refused" {
  command = plan
  variables {
    iops = 12000
  }
  expect_failures = [aws_db_instance.this]
}

run "few_backups_are_refused" {
  command = plan
  variables {
    backup_days = 1
  }
  expect_failures = [var.backup_days]
}

run "replicas" {
  variables {
    replicas = 2
  }
  assert {
    condition     = length(output.replica_addresses) == 2 && aws_db_instance.replica[0].storage_encrypted
    error_message = "Two replicas, encrypted as well."
  }
}
