variable "region" {
  description = "AWS region"
  type        = string
  default     = "eu-central-1"
  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.region))
    error_message = "The region must be one such as eu-central-1."
  }
}

variable "zone_letters" {
  description = "Letters of three zones of the region"
  type        = list(string)
  default     = ["a", "b", "c"]
}

variable "account_id" {
  description = "The account of this environment; Terraform refuses to run in any other"
  type        = string
  validation {
    condition     = can(regex("^[0-9]{12}$", var.account_id))
    error_message = "An account id has 12 digits. It prevents changes in the wrong account."
  }
}

variable "host" {
  description = "Host that shoppers use"
  type        = string
}

variable "certificate_arn" {
  description = "ACM certificate for the host"
  type        = string
}

variable "admin_role_arns" {
  description = "Cluster administrator roles"
  type        = list(string)
}

variable "public_access_cidrs" {
  description = "CIDR blocks outside the VPC that can reach the Kubernetes API"
  type        = list(string)
  default     = []
}

variable "alarm_topic_arns" {
  description = "SNS topics for alarms"
  type        = list(string)
  default     = []
}

variable "repository" {
  description = "Repository on GitHub that deploys"
  type        = string
  default     = "perigee-shop/perigee"
}

variable "create_oidc_provider" {
  description = "Create the account's OpenID Connect provider for GitHub; false if another environment in the same account has created it"
  type        = bool
  default     = true
}
