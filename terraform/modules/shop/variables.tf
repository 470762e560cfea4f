variable "name" {
  description = "Name of the environment, such as perigee-prod: in every name and tag"
  type        = string
}

variable "host" {
  description = "Host that shoppers use, such as shop.example"
  type        = string
  validation {
    condition     = can(regex("^([a-z0-9-]+\\.)+[a-z]{2,}$", var.host))
    error_message = "The host must have no https:// and no path, such as shop.example."
  }
}

variable "certificate_arn" {
  description = "ACM certificate for the host, in this region"
  type        = string
  validation {
    condition     = can(regex("^arn:[a-z-]+:acm:[a-z0-9-]+:[0-9]{12}:certificate/", var.certificate_arn))
    error_message = "The ARN of an ACM certificate, such as arn:aws:acm:eu-central-1:123456789012:certificate/…"
  }
}

variable "cidr" {
  description = "CIDR block of the VPC, a /16"
  type        = string
}

variable "zones" {
  description = "Three availability zones"
  type        = list(string)
}

variable "nat_per_zone" {
  description = "A NAT gateway in each zone"
  type        = bool
}

variable "kubernetes_version" {
  description = "Minor version of Kubernetes"
  type        = string
  default     = "1.34"
}

variable "public_access_cidrs" {
  description = "CIDR blocks outside the VPC that can reach the Kubernetes API"
  type        = list(string)
  default     = []
}

variable "admin_role_arns" {
  description = "Cluster administrator roles"
  type        = list(string)
}

variable "capacity_types" {
  description = "Capacity types of the shop's nodes: on-demand, spot"
  type        = list(string)
  default     = ["on-demand"]
}

variable "cpu_limit" {
  description = "Maximum vCPUs of the shop's nodes"
  type        = number
}

variable "postgres_version" {
  description = "PostgreSQL's major version"
  type        = string
  default     = "17"
}

variable "dump_size" {
  description = "Disk space for the weekly dump on a node"
  type        = string
  default     = "10Gi"
}

variable "database_class" {
  description = "Instance class of the database"
  type        = string
}

variable "database_multi_az" {
  description = "A standby database in another zone with automatic failover"
  type        = bool
}

variable "database_storage_gb" {
  description = "Disk of the database in GB"
  type        = number
}

variable "database_iops" {
  description = "Provisioned IOPS; empty uses those included with the disk"
  type        = number
  default     = null
}

variable "database_replicas" {
  description = "Read replicas"
  type        = number
  default     = 0
}

variable "connection_budget" {
  description = "Connections available to the shop: database.maxConnections of its chart"
  type        = number
  default     = 200
  validation {
    condition     = var.connection_budget >= 30
    error_message = "At least 30: two web pods and a surge with 6 connections each, a worker with 4 and a migration must fit."
  }
}

variable "backup_days" {
  description = "Days of point-in-time recovery"
  type        = number
  default     = 14
}

variable "deletion_protection" {
  description = "Deletion protection of cluster and database"
  type        = bool
  default     = true
}

variable "alarm_topic_arns" {
  description = "SNS topics for alarms"
  type        = list(string)
  default     = []
}

variable "repository" {
  description = "Repository on GitHub that deploys, OWNER/NAME"
  type        = string
  default     = "perigee-shop/perigee"
}

variable "github_environment" {
  description = "Its environment: dev, staging or production"
  type        = string
  validation {
    condition     = contains(["dev", "staging", "production"], var.github_environment)
    error_message = "dev, staging or production: the environments of .github/workflows/deploy.yml."
  }
}

variable "create_oidc_provider" {
  description = "Create the account's OpenID Connect provider for GitHub"
  type        = bool
  default     = true
}

variable "registry_arns" {
  description = "ECR repositories that the deployer can read"
  type        = list(string)
  default     = []
}

variable "namespace" {
  description = "Namespace of the shop"
  type        = string
  default     = "shop"
}
