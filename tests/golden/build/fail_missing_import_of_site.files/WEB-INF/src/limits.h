#define MAX_ITEMS 5
