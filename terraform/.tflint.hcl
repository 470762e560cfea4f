# The rules for the language itself; those for AWS are a plugin that is fetched, and are switched on where it is: docs/terraform.md.
tflint {
  required_version = ">= 0.60"
}

plugin "terraform" {
  enabled = true
  preset  = "all"
}

# A folder has main, variables, outputs and versions; a large main is divided by subject.
rule "terraform_standard_module_structure" {
  enabled = false
}
