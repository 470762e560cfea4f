variable "name" {
  description = "Name in keys"
  type        = string
}

variable "repositories" {
  description = "Repositories to create"
  type        = list(string)
  default     = ["perigee", "charts/perigee"]
  validation {
    condition     = length(var.repositories) > 0 && alltrue([for r in var.repositories : can(regex("^[a-z0-9][a-z0-9/._-]+$", r))])
    error_message = "Repository names can have lower-case letters, digits, dots, hyphens and slashes, such as charts/perigee."
  }
}

variable "keep_days" {
  description = "Retention of unreleased images in days; longer than anybody would roll back"
  type        = number
  default     = 90
  validation {
    condition     = var.keep_days >= 14
    error_message = "At least 14 days: a rollback needs the previous release's image."
  }
}

variable "pull_account_ids" {
  description = "Other accounts that can pull"
  type        = list(string)
  default     = []
  validation {
    condition     = alltrue([for id in var.pull_account_ids : can(regex("^[0-9]{12}$", id))])
    error_message = "An account has 12 digits."
  }
}
