variable "name" {
  description = "Name of the environment; the bucket is NAME-media-ACCOUNT"
  type        = string
  validation {
    condition     = length(var.name) <= 30
    error_message = "At most 30 characters: a bucket's name has 63, and the account and a word come with it."
  }
}

variable "cluster_name" {
  description = "Cluster whose service account perigee-media may read and write; empty is none"
  type        = string
  default     = null
}

variable "namespace" {
  description = "Namespace of that service account"
  type        = string
  default     = "shop"
}

variable "reader_distribution_arns" {
  description = "CloudFront distributions that may read"
  type        = list(string)
  default     = []
}
