variable "cluster_name" {
  description = "The cluster whose nodes it brings"
  type        = string
}

variable "capacity_types" {
  description = "Kinds of capacity: on-demand, spot"
  type        = list(string)
  default     = ["on-demand"]
  validation {
    condition     = length(var.capacity_types) > 0 && length(setsubtract(var.capacity_types, ["on-demand", "spot"])) == 0
    error_message = "Capacity is on-demand, spot or both. Spot suits web pods, which drain in less than the two minutes' notice."
  }
}

variable "cpu_limit" {
  description = "Most vCPUs of all its nodes together: what an autoscaler gone wrong can cost at most"
  type        = number
  default     = 64
  validation {
    condition     = var.cpu_limit >= 4 && floor(var.cpu_limit) == var.cpu_limit
    error_message = "A whole number of vCPUs, at least 4."
  }
}
