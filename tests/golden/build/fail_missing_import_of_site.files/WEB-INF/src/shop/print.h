#pragma once
namespace shop { struct Cart; void print(const Cart& cart); }
int ambiguous();
