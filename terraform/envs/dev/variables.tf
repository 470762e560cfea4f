variable "region" {
  description = "Region of AWS"
  type        = string
  default     = "eu-central-1"
  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.region))
    error_message = "A region such as eu-central-1."
  }
}

variable "zone_letters" {
  description = "Letters of three zones of the region"
  type        = list(string)
  default     = ["a", "b", "c"]
}

variable "account_id" {
  description = "The account that this environment belongs to; in any other Terraform refuses to work"
  type        = string
  validation {
    condition     = can(regex("^[0-9]{12}$", var.account_id))
    error_message = "An account has 12 digits. It is asked for so that nobody changes the wrong one."
  }
}

variable "host" {
  description = "Host that shoppers use"
  type        = string
}

variable "certificate_arn" {
  description = "Certificate of ACM for the host"
  type        = string
}

variable "admin_role_arns" {
  description = "Roles that may do everything in the cluster"
  type        = list(string)
}

variable "public_access_cidrs" {
  description = "Who may reach the Kubernetes API from outside of the VPC"
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
  description = "Make the account's OpenID Connect provider for GitHub; false where another environment shares the account and made it"
  type        = bool
  default     = true
}
