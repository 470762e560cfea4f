variable "name" {
  description = "Name of the environment"
  type        = string
}

variable "repository" {
  description = "Repository on GitHub, OWNER/NAME"
  type        = string
  validation {
    condition     = can(regex("^[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+$", var.repository))
    error_message = "The repository must be OWNER/NAME, without wildcards, because it grants the right to deploy."
  }
}

variable "github_environment" {
  description = "Environment on GitHub: dev, staging or production"
  type        = string
}

variable "create_provider" {
  description = "Create the account's OpenID Connect provider for GitHub; false if it exists already, because an account has only one"
  type        = bool
  default     = true
}

variable "cluster_name" {
  description = "Cluster to deploy to"
  type        = string
}

variable "cluster_arn" {
  description = "Its ARN"
  type        = string
}

variable "namespace" {
  description = "Namespace that it can change; create it first, because the role cannot"
  type        = string
  default     = "shop"
}

variable "registry_arns" {
  description = "ECR repositories that it can read, to verify signatures"
  type        = list(string)
  default     = []
}
