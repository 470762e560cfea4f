variable "name" {
  description = "Name of the environment, such as perigee-prod: in every name and tag"
  type        = string
}

variable "host" {
  description = "Host that shoppers use, such as shop.example"
  type        = string
  validation {
    condition     = can(regex("^([a-z0-9-]+\\.)+[a-z]{2,}$", var.host))
    error_message = "A host without https:// and without a path, such as shop.example."
  }
}

variable "certificate_arn" {
  description = "Certificate of ACM for the host, in this region"
  type        = string
  validation {
    condition     = can(regex("^arn:[a-z-]+:acm:[a-z0-9-]+:[0-9]{12}:certificate/", var.certificate_arn))
    error_message = "The ARN of a certificate of ACM, such as arn:aws:acm:eu-central-1:123456789012:certificate/…"
  }
}

variable "cidr" {
  description = "Addresses of the VPC, a /16"
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
  description = "Who may reach the Kubernetes API from outside of the VPC"
  type        = list(string)
  default     = []
}

variable "admin_role_arns" {
  description = "Roles that may do everything in the cluster"
  type        = list(string)
}

variable "capacity_types" {
  description = "Kinds of capacity for the shop's nodes: on-demand, spot"
  type        = list(string)
  default     = ["on-demand"]
}

variable "cpu_limit" {
  description = "Most vCPUs of the shop's nodes together"
  type        = number
}

variable "postgres_version" {
  description = "PostgreSQL's major version"
  type        = string
  default     = "17"
}

variable "dump_size" {
  description = "Room for the weekly dump on a node's disk"
  type        = string
  default     = "10Gi"
}

variable "database_class" {
  description = "Size of the database"
  type        = string
}

variable "database_multi_az" {
  description = "A second database in another zone that takes over"
  type        = bool
}

variable "database_storage_gb" {
  description = "Disk of the database in GB"
  type        = number
}

variable "database_iops" {
  description = "Provisioned IOPS; empty takes what comes with the disk"
  type        = number
  default     = null
}

variable "database_replicas" {
  description = "Read replicas"
  type        = number
  default     = 0
}

variable "connection_budget" {
  description = "Connections that the shop may use: database.maxConnections of its chart"
  type        = number
  default     = 200
  validation {
    condition     = var.connection_budget >= 30
    error_message = "At least 30: two web pods and a surge with 6 connections each, a worker with 4 and a migration must fit."
  }
}

variable "backup_days" {
  description = "Days for which any second can be restored"
  type        = number
  default     = 14
}

variable "deletion_protection" {
  description = "Refuse to delete cluster and database"
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
  description = "Make the account's OpenID Connect provider for GitHub"
  type        = bool
  default     = true
}

variable "registry_arns" {
  description = "ECR repositories that the deployer may read"
  type        = list(string)
  default     = []
}

variable "namespace" {
  description = "Namespace of the shop"
  type        = string
  default     = "shop"
}
