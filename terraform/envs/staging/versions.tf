terraform {
  required_version = ">= 1.11"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
  # The bucket comes from bootstrap: terraform init -backend-config=bucket=… -backend-config=region=…
  backend "s3" {
    key          = "perigee/staging.tfstate"
    encrypt      = true
    use_lockfile = true
  }
}
