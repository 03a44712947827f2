#include "runtime/session/redis/redis_scripts.h"

#include <openssl/sha.h>

namespace quire {

namespace {

/// `head` returns the fields of the session at a key, or what the script must return at once. The remaining functions
/// are for those that go on.
constexpr std::string_view kCommon = R"(
local format, key, operation = '1', KEYS[1], ARGV[1]
local function head(k)
  local h = redis.pcall('HMGET', k, 'format', 'ended', 'recent', 'size', 'max_inactive')
  if h.err then
    if string.find(h.err, 'WRONGTYPE', 1, true) then return nil, {4, false} end
    return nil, h
  end
  if not h[1] then
    if redis.call('EXISTS', k) == 1 then return nil, {4, false} end
    return nil, {0}
  end
  if h[1] ~= format then return nil, {4, h[1]} end
  return h, nil
end
local function has_happened(recent)
  for i = 1, #recent, 8 do
    if string.sub(recent, i, i + 7) == operation then return true end
  end
  return false
end
local function with_operation(recent)
  if has_happened(recent) then return recent end
  return string.sub(recent .. operation, -128)
end
local function lifetime(max)
  return (max + math.min(60, math.floor(max / 10)) + 1) * 1000
end
local function prolong(k, max)
  redis.call('HSET', k, 'used', redis.call('TIME')[1])
  if max < 0 then
    redis.call('PERSIST', k)
  else
    redis.call('PEXPIRE', k, lifetime(max))
  end
end
local function bury(k, max)
  redis.call('DEL', k)
  redis.call('HSET', k, 'format', format, 'ended', '1', 'recent', operation)
  redis.call('PEXPIRE', k, max < 0 and 2592000000 or lifetime(max))
end
)";

constexpr std::string_view kCreate = R"(
local h, out = head(key)
if h and not has_happened(h[3] or '') then return {4, h[1]} end
if not h and out[1] ~= 0 then return out end
local now = redis.call('TIME')[1]
redis.call('HSET', key, 'format', format, 'created', now, 'max_inactive', ARGV[2], 'size', '0', 'recent', operation)
prolong(key, tonumber(ARGV[2]))
return {1, now}
)";

constexpr std::string_view kProlong = R"(
local h, out = head(key)
if not h then return out end
if h[2] then return {0} end
prolong(key, tonumber(h[5]))
return {1}
)";

constexpr std::string_view kSetMaxInactive = R"(
local h, out = head(key)
if not h then return out end
if h[2] then return {0} end
redis.call('HSET', key, 'max_inactive', ARGV[2], 'recent', with_operation(h[3] or ''))
prolong(key, tonumber(ARGV[2]))
return {1}
)";

// If it has happened already, it writes `recent` again, so that the WAIT that follows waits for the first time, too.
constexpr std::string_view kWrite = R"(
local h, out = head(key)
if not h then return out end
if h[2] then return {0} end
local recent = h[3] or ''
if not has_happened(recent) then
  local field = '=' .. ARGV[4]
  local old = redis.call('HGET', key, field)
  if ARGV[6] == '1' and (old or '') ~= ARGV[7] then return {3, old} end
  local before = tonumber(h[4])
  local size = before
  if old then size = size - #ARGV[4] - #old end
  if ARGV[5] ~= '' then size = size + #ARGV[4] + #ARGV[5] end
  if size > before and size > tonumber(ARGV[3]) then return {2, size} end
  if ARGV[5] ~= '' then
    redis.call('HSET', key, field, ARGV[5], 'size', size, 'recent', with_operation(recent))
  else
    redis.call('HDEL', key, field)
    redis.call('HSET', key, 'size', size, 'recent', with_operation(recent))
  end
else
  redis.call('HSET', key, 'recent', recent)
end
if ARGV[2] == '1' then prolong(key, tonumber(h[5])) end
return {1}
)";

constexpr std::string_view kEnd = R"(
local h, out = head(key)
if not h then return out end
if h[2] then
  if has_happened(h[3] or '') then redis.call('HSET', key, 'recent', h[3]) end
  return {1}
end
bury(key, tonumber(h[5]))
return {1}
)";

constexpr std::string_view kRename = R"(
local h, out = head(key)
if not h then return out end
local new = KEYS[2]
if h[2] then
  if not has_happened(h[3] or '') then return {0} end
  local renamed = head(new)
  if not renamed or renamed[2] then return {0} end
  prolong(new, tonumber(renamed[5]))
  return {1}
end
if redis.call('EXISTS', new) == 1 then return {4, false} end
redis.call('RENAME', key, new)
redis.call('HSET', new, 'recent', with_operation(h[3] or ''))
prolong(new, tonumber(h[5]))
bury(key, tonumber(h[5]))
return {1}
)";

}  // namespace

RedisScript::RedisScript(std::string_view body) : text(std::string(kCommon) + std::string(body)) {
  unsigned char digest[SHA_DIGEST_LENGTH];
  ::SHA1(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest);
  constexpr std::string_view kHex = "0123456789abcdef";
  for (const unsigned char octet : digest) {
    hash += kHex[octet >> 4];
    hash += kHex[octet & 15];
  }
}

const RedisScripts& redis_scripts() {
  static const RedisScripts scripts{RedisScript(kCreate), RedisScript(kProlong), RedisScript(kSetMaxInactive),
                                    RedisScript(kWrite),  RedisScript(kEnd),     RedisScript(kRename)};
  return scripts;
}

}  // namespace quire
