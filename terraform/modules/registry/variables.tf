variable "name" {
  description = "Name in keys"
  type        = string
}

variable "repositories" {
  description = "Repositories to make"
  type        = list(string)
  default     = ["perigee", "charts/perigee"]
  validation {
    condition     = length(var.repositories) > 0 && alltrue([for r in var.repositories : can(regex("^[a-z0-9][a-z0-9/._-]+$", r))])
    error_message = "Names of repositories have small letters, digits, dots, hyphens and slashes, such as charts/perigee."
  }
}

variable "keep_days" {
  description = "Days that an image of a commit is kept unless it was released; longer than anybody would roll back"
  type        = number
  default     = 90
  validation {
    condition     = var.keep_days >= 14
    error_message = "At least 14 days: a rollback needs the image of the release before."
  }
}

variable "pull_account_ids" {
  description = "Other accounts that may pull"
  type        = list(string)
  default     = []
  validation {
    condition     = alltrue([for id in var.pull_account_ids : can(regex("^[0-9]{12}$", id))])
    error_message = "An account has 12 digits."
  }
}
