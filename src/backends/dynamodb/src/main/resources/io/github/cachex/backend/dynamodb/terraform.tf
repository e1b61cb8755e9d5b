# The entries of Cachex: for Terraform.
resource "aws_dynamodb_table" "cachex" {
  name         = "cachex"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "k"

  attribute {
    name = "k"
    type = "S"
  }

  ttl {
    attribute_name = "t"
    enabled        = true
  }
}
