// better-sqlite3's only source file, with its finalizers put off.
//
// better-sqlite3 13 holds references to strings: Node-API 10, or the experimental version on older
// runtimes. For an experimental addon Node 20 runs finalizers inside the garbage collector, and
// aborts the process when one deletes a reference ("Finalizer is calling a function that may affect
// GC state"); those of better-sqlite3 do. In Node-API 10 they run after the collection; posting them
// does the same here (Node-API, "node_api_post_finalizer").
#include <node_api.h>

// Not in every version of node-api-headers; Node 18.20, 20.10 and newer export it.
extern "C" NAPI_EXTERN napi_status NAPI_CDECL
node_api_post_finalizer(napi_env env, napi_finalize callback, void* data, void* hint);

namespace station {

struct Deferred {
  napi_finalize callback;
  void* hint;
};

void Run(napi_env env, void* data, void* hint) {
  Deferred* deferred = static_cast<Deferred*>(hint);
  deferred->callback(env, data, deferred->hint);
  delete deferred;
}

void Post(napi_env env, void* data, void* hint) {
  node_api_post_finalizer(env, Run, data, hint);
}

napi_status Wrap(napi_env env, napi_value object, void* data, napi_finalize callback, void* hint,
                 napi_ref* result) {
  if (callback == nullptr) return napi_wrap(env, object, data, nullptr, hint, result);
  return napi_wrap(env, object, data, Post, new Deferred{callback, hint}, result);
}

napi_status AddFinalizer(napi_env env, napi_value object, void* data, napi_finalize callback,
                         void* hint, napi_ref* result) {
  return napi_add_finalizer(env, object, data, Post, new Deferred{callback, hint}, result);
}

}  // namespace station

#define napi_wrap station::Wrap
#define napi_add_finalizer station::AddFinalizer
#include "src/better_sqlite3.cpp"
