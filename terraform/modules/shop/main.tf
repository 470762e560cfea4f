# One environment: all AWS resources that the shop needs. envs/ sets the sizes.

data "aws_partition" "current" {}
data "aws_region" "current" {}
data "aws_caller_identity" "current" {}

locals {
  # The names of modules/database's secrets; repeated here, so that the cluster does not depend on the database.
  secrets = "arn:${data.aws_partition.current.partition}:secretsmanager:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:secret:${var.name}/*"
}

module "network" {
  source = "../network"

  name         = var.name
  cidr         = var.cidr
  zones        = var.zones
  nat_per_zone = var.nat_per_zone
}

module "cluster" {
  source = "../cluster"

  name                = var.name
  kubernetes_version  = var.kubernetes_version
  subnet_ids          = module.network.private_subnet_ids
  public_access_cidrs = var.public_access_cidrs
  admin_role_arns     = var.admin_role_arns
  secret_arns         = [local.secrets]
  secret_key_arns     = [module.database.key_arn]
  deletion_protection = var.deletion_protection
}

module "karpenter" {
  source = "../karpenter"

  cluster_name   = module.cluster.name
  capacity_types = var.capacity_types
  cpu_limit      = var.cpu_limit
}

module "database" {
  source = "../database"

  name                      = var.name
  vpc_id                    = module.network.vpc_id
  subnet_ids                = module.network.database_subnet_ids
  client_security_group_ids = { cluster = module.cluster.security_group_id }
  engine_version            = var.postgres_version
  instance_class            = var.database_class
  multi_az                  = var.database_multi_az
  storage_gb                = var.database_storage_gb
  iops                      = var.database_iops
  replicas                  = var.database_replicas
  connection_budget         = var.connection_budget
  backup_days               = var.backup_days
  deletion_protection       = var.deletion_protection
  alarm_topic_arns          = var.alarm_topic_arns
}

module "media" {
  source = "../media"

  name             = var.name
  cluster_name     = module.cluster.name
  namespace        = var.namespace
  postgres_version = var.postgres_version
  dump_size        = var.dump_size
}

module "deployer" {
  source = "../deployer"

  name               = var.name
  repository         = var.repository
  github_environment = var.github_environment
  create_provider    = var.create_oidc_provider
  cluster_name       = module.cluster.name
  cluster_arn        = module.cluster.arn
  namespace          = var.namespace
  registry_arns      = var.registry_arns
}
