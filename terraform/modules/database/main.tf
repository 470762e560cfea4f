# PostgreSQL on RDS: in two zones, TLS only, with an owner password created and rotated by AWS. The shop has its own user, whose address is in a secret that
# Terraform creates empty, so no password gets into the state.

data "aws_partition" "current" {}

locals {
  major = split(".", var.engine_version)[0]
}

module "key" {
  source = "../key"

  name        = "${var.name}-database"
  description = "Database, secrets and logs of ${var.name}"
  for_logs    = true
}

resource "aws_db_subnet_group" "this" {
  name        = var.name
  description = "Subnets of ${var.name}'s database: no way out"
  subnet_ids  = var.subnet_ids
}

resource "aws_security_group" "this" {
  name_prefix = "${var.name}-database-"
  description = "PostgreSQL of ${var.name}"
  vpc_id      = var.vpc_id
  tags        = { Name = "${var.name}-database" }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "client" {
  for_each = var.client_security_group_ids

  security_group_id            = aws_security_group.this.id
  description                  = "PostgreSQL from ${each.key}"
  referenced_security_group_id = each.value
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
}

resource "aws_db_parameter_group" "this" {
  name_prefix = "${var.name}-"
  family      = "postgres${local.major}"
  description = "PostgreSQL of ${var.name}"

  dynamic "parameter" {
    for_each = merge({
      "rds.force_ssl"                       = { value = "1", method = "immediate" }
      "log_min_duration_statement"          = { value = "500", method = "immediate" }
      "log_lock_waits"                      = { value = "1", method = "immediate" }
      "log_statement"                       = { value = "ddl", method = "immediate" }
      "idle_in_transaction_session_timeout" = { value = "60000", method = "immediate" }
      "shared_preload_libraries"            = { value = "pg_stat_statements", method = "pending-reboot" }
      }, var.max_connections == null ? {} : {
      "max_connections" = { value = tostring(var.max_connections), method = "pending-reboot" }
    })
    content {
      name         = parameter.key
      value        = parameter.value.value
      apply_method = parameter.value.method
    }
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_iam_role" "monitoring" {
  name_prefix = "${var.name}-rds-"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "monitoring.rds.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy_attachment" "monitoring" {
  role       = aws_iam_role.monitoring.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole"
}

resource "aws_cloudwatch_log_group" "this" {
  for_each = toset(["postgresql", "upgrade"])

  name              = "/aws/rds/instance/${var.name}/${each.value}"
  retention_in_days = 365
  kms_key_id        = module.key.arn
}

resource "aws_db_instance" "this" {
  identifier     = var.name
  engine         = "postgres"
  engine_version = var.engine_version
  instance_class = var.instance_class
  multi_az       = var.multi_az

  db_name                       = "perigee"
  username                      = "perigee_owner"
  manage_master_user_password   = true
  master_user_secret_kms_key_id = module.key.arn

  allocated_storage     = var.storage_gb
  max_allocated_storage = var.storage_gb * 4
  storage_type          = "gp3"
  iops                  = var.iops
  storage_encrypted     = true
  kms_key_id            = module.key.arn

  db_subnet_group_name                = aws_db_subnet_group.this.name
  vpc_security_group_ids              = [aws_security_group.this.id]
  publicly_accessible                 = false
  parameter_group_name                = aws_db_parameter_group.this.name
  ca_cert_identifier                  = "rds-ca-rsa2048-g1"
  iam_database_authentication_enabled = true

  backup_retention_period   = var.backup_days
  backup_window             = "01:30-02:30"
  copy_tags_to_snapshot     = true
  delete_automated_backups  = false
  deletion_protection       = var.deletion_protection
  skip_final_snapshot       = false
  final_snapshot_identifier = "${var.name}-final"

  maintenance_window          = "tue:03:00-tue:04:00"
  auto_minor_version_upgrade  = true
  allow_major_version_upgrade = false
  apply_immediately           = false

  monitoring_interval             = 30
  monitoring_role_arn             = aws_iam_role.monitoring.arn
  performance_insights_enabled    = true
  performance_insights_kms_key_id = module.key.arn
  enabled_cloudwatch_logs_exports = ["postgresql", "upgrade"]

  depends_on = [aws_cloudwatch_log_group.this, aws_iam_role_policy_attachment.monitoring]

  lifecycle {
    precondition {
      condition     = var.multi_az || !var.deletion_protection
      error_message = "A database with deletion protection needs two zones: set multi_az = true, or deletion_protection = false for an expendable shop."
    }
    precondition {
      condition     = var.iops == null || var.storage_gb >= 400
      error_message = "RDS supports provisioned IOPS on gp3 from 400 GB: raise storage_gb, or leave iops empty for the included 3,000."
    }
  }
}

# Read replicas: for reports, and for later steps of docs/operating.md. The shop itself reads from the primary.
resource "aws_db_instance" "replica" {
  #checkov:skip=CKV_AWS_157:a replica may be missed; the primary stands in two zones
  count = var.replicas

  identifier          = "${var.name}-replica-${count.index + 1}"
  replicate_source_db = aws_db_instance.this.identifier
  instance_class      = coalesce(var.replica_instance_class, var.instance_class)
  multi_az            = false

  storage_type                        = "gp3"
  storage_encrypted                   = true
  kms_key_id                          = module.key.arn
  vpc_security_group_ids              = [aws_security_group.this.id]
  publicly_accessible                 = false
  parameter_group_name                = aws_db_parameter_group.this.name
  ca_cert_identifier                  = "rds-ca-rsa2048-g1"
  iam_database_authentication_enabled = true
  copy_tags_to_snapshot               = true
  deletion_protection                 = var.deletion_protection
  skip_final_snapshot                 = true
  auto_minor_version_upgrade          = true
  monitoring_interval                 = 30
  monitoring_role_arn                 = aws_iam_role.monitoring.arn
  performance_insights_enabled        = true
  performance_insights_kms_key_id     = module.key.arn
  enabled_cloudwatch_logs_exports     = ["postgresql", "upgrade"]
}

# The shop's database address, postgres://user:password@…, written manually or by a rotation, never by Terraform.
resource "aws_secretsmanager_secret" "address" {
  #checkov:skip=CKV2_AWS_57:two users take turns, by hand or by a function of one's own: docs/operating.md, Secrets
  for_each = toset(["database", "smtp"])

  name                    = "${var.name}/${each.value}"
  description             = "Field url: the address of ${var.name}'s ${each.value}"
  kms_key_id              = module.key.arn
  recovery_window_in_days = 30
}

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each = {
    cpu         = { metric = "CPUUtilization", compare = "GreaterThanThreshold", limit = 80, about = "the processors are nearly used up" }
    storage     = { metric = "FreeStorageSpace", compare = "LessThanThreshold", limit = var.storage_gb * 0.15 * pow(1024, 3), about = "less than 15 % of the disk is left" }
    memory      = { metric = "FreeableMemory", compare = "LessThanThreshold", limit = 256 * pow(1024, 2), about = "less than 256 MB of memory are left" }
    connections = { metric = "DatabaseConnections", compare = "GreaterThanThreshold", limit = floor(var.connection_budget * 0.9), about = "nine tenths of the connections are in use" }
  }

  alarm_name          = "${var.name}-database-${each.key}"
  alarm_description   = "The database of ${var.name}: ${each.value.about}"
  namespace           = "AWS/RDS"
  metric_name         = each.value.metric
  dimensions          = { DBInstanceIdentifier = aws_db_instance.this.identifier }
  statistic           = "Average"
  period              = 60
  evaluation_periods  = 5
  comparison_operator = each.value.compare
  threshold           = each.value.limit
  treat_missing_data  = "breaching"
  alarm_actions       = var.alarm_topic_arns
  ok_actions          = var.alarm_topic_arns
}
