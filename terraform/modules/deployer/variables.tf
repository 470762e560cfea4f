variable "name" {
  description = "Name of the environment"
  type        = string
}

variable "repository" {
  description = "Repository on GitHub, OWNER/NAME"
  type        = string
  validation {
    condition     = can(regex("^[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+$", var.repository))
    error_message = "The repository is OWNER/NAME, without wildcards: whoever it names may deploy."
  }
}

variable "github_environment" {
  description = "Environment on GitHub: dev, staging or production"
  type        = string
}

variable "create_provider" {
  description = "Make the account's OpenID Connect provider for GitHub; false if it is there, since an account has one"
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
  description = "Namespace that it may change; make it first, since making one is beyond its rights"
  type        = string
  default     = "shop"
}

variable "registry_arns" {
  description = "ECR repositories that it may read, to check signatures"
  type        = list(string)
  default     = []
}
