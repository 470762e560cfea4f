variable "name" {
  description = "Name of the environment, such as perigee-prod; also the tag by which Karpenter selects subnets"
  type        = string
  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{2,28}[a-z0-9]$", var.name))
    error_message = "The name must have 4 to 30 lower-case letters, digits and hyphens, and begin with a letter: names of load balancers and roles are derived from it."
  }
}

variable "cidr" {
  description = "CIDR block of the VPC"
  type        = string
  default     = "10.0.0.0/16"
  validation {
    condition     = can(cidrhost(var.cidr, 0)) && endswith(var.cidr, "/16")
    error_message = "The CIDR block must be a /16 such as 10.0.0.0/16: it is divided into three zones with 8,190 addresses for pods each."
  }
}

variable "zones" {
  description = "Three availability zones"
  type        = list(string)
  validation {
    condition     = length(var.zones) == 3 && length(distinct(var.zones)) == 3
    error_message = "Name three different zones, such as eu-central-1a, eu-central-1b and eu-central-1c: the database and the pods are spread over them."
  }
}

variable "nat_per_zone" {
  description = "A NAT gateway in each zone; false creates one for all, which is cheaper but fails with its zone"
  type        = bool
  default     = true
}

variable "flow_logs" {
  description = "Connections to log: ALL, ACCEPT or REJECT"
  type        = string
  default     = "REJECT"
  validation {
    condition     = contains(["ALL", "ACCEPT", "REJECT"], var.flow_logs)
    error_message = "Flow logs must be ALL, ACCEPT or REJECT."
  }
}
