# Perigee in AWS: staging. Sizes are set here; account-specific values are variables.

provider "aws" {
  region              = var.region
  allowed_account_ids = [var.account_id]
  default_tags {
    tags = { project = "perigee", environment = "staging", made-by = "terraform" }
  }
}

module "shop" {
  source = "../../modules/shop"

  name               = "perigee-staging"
  github_environment = "staging"
  zones              = [for letter in var.zone_letters : "${var.region}${letter}"]

  cidr                = "10.20.0.0/16"
  nat_per_zone        = false
  cpu_limit           = 32
  database_class      = "db.t4g.medium"
  database_multi_az   = true
  database_storage_gb = 50
  backup_days         = 7

  host                 = var.host
  certificate_arn      = var.certificate_arn
  admin_role_arns      = var.admin_role_arns
  public_access_cidrs  = var.public_access_cidrs
  alarm_topic_arns     = var.alarm_topic_arns
  repository           = var.repository
  create_oidc_provider = var.create_oidc_provider
}
