#pragma once
int next_number();
