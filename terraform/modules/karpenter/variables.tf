variable "cluster_name" {
  description = "The cluster whose nodes it manages"
  type        = string
}

variable "capacity_types" {
  description = "Capacity types: on-demand, spot"
  type        = list(string)
  default     = ["on-demand"]
  validation {
    condition     = length(var.capacity_types) > 0 && length(setsubtract(var.capacity_types, ["on-demand", "spot"])) == 0
    error_message = "Capacity must be on-demand, spot or both. Spot suits web pods, which drain within the two minutes' notice."
  }
}

variable "cpu_limit" {
  description = "Maximum vCPUs of all its nodes: limits the cost of a runaway autoscaler"
  type        = number
  default     = 64
  validation {
    condition     = var.cpu_limit >= 4 && floor(var.cpu_limit) == var.cpu_limit
    error_message = "The number of vCPUs must be an integer, at least 4."
  }
}
