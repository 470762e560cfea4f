variable "name" {
  description = "Name of the environment, such as perigee-prod; also the tag by which Karpenter finds subnets"
  type        = string
  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{2,28}[a-z0-9]$", var.name))
    error_message = "The name must have 4 to 30 small letters, digits and hyphens, and begin with a letter: names of load balancers and roles are made from it."
  }
}

variable "cidr" {
  description = "Addresses of the VPC"
  type        = string
  default     = "10.0.0.0/16"
  validation {
    condition     = can(cidrhost(var.cidr, 0)) && endswith(var.cidr, "/16")
    error_message = "The addresses must be a /16 such as 10.0.0.0/16: three zones with 8,190 addresses for pods each are cut from it."
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
  description = "A NAT gateway in each zone; false has one for all, which is cheaper and falls with its zone"
  type        = bool
  default     = true
}

variable "flow_logs" {
  description = "Connections to log: ALL, ACCEPT or REJECT"
  type        = string
  default     = "REJECT"
  validation {
    condition     = contains(["ALL", "ACCEPT", "REJECT"], var.flow_logs)
    error_message = "Flow logs are ALL, ACCEPT or REJECT."
  }
}
