# Perigee in AWS: production. Sizes are set here; account-specific values are variables.

provider "aws" {
  region              = var.region
  allowed_account_ids = [var.account_id]
  default_tags {
    tags = { project = "perigee", environment = "prod", made-by = "terraform" }
  }
}

module "shop" {
  source = "../../modules/shop"

  name               = "perigee-prod"
  github_environment = "production"
  zones              = [for letter in var.zone_letters : "${var.region}${letter}"]

  cidr                = "10.30.0.0/16"
  nat_per_zone        = true
  cpu_limit           = 64
  database_class      = "db.m7g.large"
  database_multi_az   = true
  database_storage_gb = 100
  backup_days         = 35

  host                 = var.host
  certificate_arn      = var.certificate_arn
  admin_role_arns      = var.admin_role_arns
  public_access_cidrs  = var.public_access_cidrs
  alarm_topic_arns     = var.alarm_topic_arns
  repository           = var.repository
  create_oidc_provider = var.create_oidc_provider
  registry_arns        = values(module.registry.arns)
}

# One registry for all environments: what was tried in one is what comes to the next, by its digest.
module "registry" {
  source = "../../modules/registry"

  name             = "perigee"
  pull_account_ids = var.pull_account_ids
}
