variable "name" {
  description = "Name of the cluster"
  type        = string
}

variable "kubernetes_version" {
  description = "Minor version of Kubernetes"
  type        = string
  default     = "1.34"
  validation {
    condition     = can(regex("^1\\.[0-9]+$", var.kubernetes_version)) && try(tonumber(split(".", var.kubernetes_version)[1]) >= 30, false)
    error_message = "The minor version, such as 1.34, must be at least 1.30: the chart uses preStop sleep, which needs 1.30."
  }
}

variable "subnet_ids" {
  description = "Private subnets, one per zone"
  type        = list(string)
  validation {
    condition     = length(var.subnet_ids) >= 3
    error_message = "Three subnets, one in each zone."
  }
}

variable "public_access_cidrs" {
  description = "CIDR blocks outside the VPC that can reach the Kubernetes API; empty means only the VPC"
  type        = list(string)
  default     = []
  validation {
    condition     = alltrue([for c in var.public_access_cidrs : can(cidrhost(c, 0)) && c != "0.0.0.0/0"])
    error_message = "Use CIDR blocks such as 198.51.100.7/32, not the whole internet (0.0.0.0/0). GitHub's hosted runners have no fixed addresses: use a runner in the VPC."
  }
}

variable "admin_role_arns" {
  description = "Cluster administrator roles"
  type        = list(string)
  validation {
    condition     = length(var.admin_role_arns) > 0 && alltrue([for a in var.admin_role_arns : can(regex("^arn:[a-z-]+:iam::[0-9]{12}:role/", a))])
    error_message = "Set at least one role such as arn:aws:iam::123456789012:role/operators: the cluster's creator has no access by default."
  }
}

variable "system_nodes" {
  description = "Number of nodes for system pods"
  type        = number
  default     = 2
  validation {
    condition     = var.system_nodes >= 2
    error_message = "At least two, so that DNS and Karpenter survive the loss of a node."
  }
}

variable "system_instance_types" {
  description = "Their instance types, arm64"
  type        = list(string)
  default     = ["m7g.large", "m6g.large"]
}

variable "secret_arns" {
  description = "Secrets that External Secrets can read"
  type        = list(string)
}

variable "secret_key_arns" {
  description = "Keys that encrypt these secrets"
  type        = list(string)
}

variable "deletion_protection" {
  description = "Deletion protection of the cluster"
  type        = bool
  default     = true
}
