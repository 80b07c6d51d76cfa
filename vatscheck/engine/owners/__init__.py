"""What a company's ownership can be: exact linear conditions, and what follows from them."""
