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
    error_message = "A minor version such as 1.34, at least 1.30: the chart's pods sleep before they stop, which clusters know from 1.30 on."
  }
}

variable "subnet_ids" {
  description = "Private subnets, one a zone"
  type        = list(string)
  validation {
    condition     = length(var.subnet_ids) >= 3
    error_message = "Three subnets, one in each zone."
  }
}

variable "public_access_cidrs" {
  description = "Who may reach the Kubernetes API from outside; nobody unless named, then only the VPC"
  type        = list(string)
  default     = []
  validation {
    condition     = alltrue([for c in var.public_access_cidrs : can(cidrhost(c, 0)) && c != "0.0.0.0/0"])
    error_message = "Name addresses such as 198.51.100.7/32; the whole internet (0.0.0.0/0) is not among them. GitHub's runners have none of their own: give them a runner in the VPC."
  }
}

variable "admin_role_arns" {
  description = "Roles that may do everything in the cluster"
  type        = list(string)
  validation {
    condition     = length(var.admin_role_arns) > 0 && alltrue([for a in var.admin_role_arns : can(regex("^arn:[a-z-]+:iam::[0-9]{12}:role/", a))])
    error_message = "At least one role such as arn:aws:iam::123456789012:role/operators, or nobody gets into the cluster: its maker has no rights by itself."
  }
}

variable "system_nodes" {
  description = "Nodes for the system's own pods"
  type        = number
  default     = 2
  validation {
    condition     = var.system_nodes >= 2
    error_message = "At least two, so that DNS and Karpenter outlast a node."
  }
}

variable "system_instance_types" {
  description = "Their types, arm64"
  type        = list(string)
  default     = ["m7g.large", "m6g.large"]
}

variable "secret_arns" {
  description = "Secrets that External Secrets may read"
  type        = list(string)
}

variable "secret_key_arns" {
  description = "Keys that these are encrypted with"
  type        = list(string)
}

variable "deletion_protection" {
  description = "Refuse to delete the cluster"
  type        = bool
  default     = true
}
