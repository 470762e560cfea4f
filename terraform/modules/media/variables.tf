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

variable "dump_days" {
  description = "Days that a dump stays; a week more as a version"
  type        = number
  default     = 35
  validation {
    condition     = var.dump_days >= 8
    error_message = "At least 8: else there is a time of the week without a dump."
  }
}

variable "dump_size" {
  description = "Room for a dump on the node's disk: the job asks for it, and is ended if it takes more"
  type        = string
  default     = "10Gi"
}

variable "postgres_version" {
  description = "PostgreSQL's major version: pg_dump must not be older than the server"
  type        = string
  default     = "17"
}

variable "reader_distribution_arns" {
  description = "CloudFront distributions that may read"
  type        = list(string)
  default     = []
}
