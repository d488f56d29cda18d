// \0rolldown/runtime.js
var e = Object.create, t = Object.defineProperty, n = Object.getOwnPropertyDescriptor, r = Object.getOwnPropertyNames, i = Object.getPrototypeOf, a = Object.prototype.hasOwnProperty, o = (e, t) => () => (t || (e((t = { exports: {} }).exports, t, t.exports), e = null), t.exports), s = (e, i, o, s) => {
	if (i && typeof i == "object" || typeof i == "function") for (var c = r(i), l = 0, u = c.length, d; l < u; l++) d = c[l], !a.call(e, d) && d !== o && t(e, d, {
		get: ((e) => i[e]).bind(null, d),
		enumerable: !(s = n(i, d)) || s.enumerable
	});
	return e;
}, c = (n, r, o) => (o = n == null ? {} : e(i(n)), s(r || !n || !n.__esModule || !a.call(n, "default") ? t(o, "default", {
	value: n,
	enumerable: !0
}) : o, n)), l = /* @__PURE__ */ o(((e) => {
	function t(e, t) {
		var n = e.length;
		e.push(t);
		a: for (; 0 < n;) {
			var r = n - 1 >>> 1, a = e[r];
			if (0 < i(a, t)) e[r] = t, e[n] = a, n = r;
			else break a;
		}
	}
	function n(e) {
		return e.length === 0 ? null : e[0];
	}
	function r(e) {
		if (e.length === 0) return null;
		var t = e[0], n = e.pop();
		if (n !== t) {
			e[0] = n;
			a: for (var r = 0, a = e.length, o = a >>> 1; r < o;) {
				var s = 2 * (r + 1) - 1, c = e[s], l = s + 1, u = e[l];
				if (0 > i(c, n)) l < a && 0 > i(u, c) ? (e[r] = u, e[l] = n, r = l) : (e[r] = c, e[s] = n, r = s);
				else if (l < a && 0 > i(u, n)) e[r] = u, e[l] = n, r = l;
				else break a;
			}
		}
		return t;
	}
	function i(e, t) {
		var n = e.sortIndex - t.sortIndex;
		return n === 0 ? e.id - t.id : n;
	}
	if (e.unstable_now = void 0, typeof performance == "object" && typeof performance.now == "function") {
		var a = performance;
		e.unstable_now = function() {
			return a.now();
		};
	} else {
		var o = Date, s = o.now();
		e.unstable_now = function() {
			return o.now() - s;
		};
	}
	var c = [], l = [], u = 1, d = null, f = 3, p = !1, m = !1, h = !1, g = !1, _ = typeof setTimeout == "function" ? setTimeout : null, v = typeof clearTimeout == "function" ? clearTimeout : null, y = typeof setImmediate < "u" ? setImmediate : null;
	function b(e) {
		for (var i = n(l); i !== null;) {
			if (i.callback === null) r(l);
			else if (i.startTime <= e) r(l), i.sortIndex = i.expirationTime, t(c, i);
			else break;
			i = n(l);
		}
	}
	function x(e) {
		if (h = !1, b(e), !m) {
			if (n(c) !== null) m = !0, S || (S = !0, O());
			else {
				var t = n(l);
				t !== null && j(x, t.startTime - e);
			}
		}
	}
	var S = !1, C = -1, w = 5, T = -1;
	function E() {
		return g ? !0 : !(e.unstable_now() - T < w);
	}
	function D() {
		if (g = !1, S) {
			var t = e.unstable_now();
			T = t;
			var i = !0;
			try {
				a: {
					m = !1, h && (h = !1, v(C), C = -1), p = !0;
					var a = f;
					try {
						b: {
							for (b(t), d = n(c); d !== null && !(d.expirationTime > t && E());) {
								var o = d.callback;
								if (typeof o == "function") {
									d.callback = null, f = d.priorityLevel;
									var s = o(d.expirationTime <= t);
									if (t = e.unstable_now(), typeof s == "function") {
										d.callback = s, b(t), i = !0;
										break b;
									}
									d === n(c) && r(c), b(t);
								} else r(c);
								d = n(c);
							}
							if (d !== null) i = !0;
							else {
								var u = n(l);
								u !== null && j(x, u.startTime - t), i = !1;
							}
						}
						break a;
					} finally {
						d = null, f = a, p = !1;
					}
					i = void 0;
				}
			} finally {
				i ? O() : S = !1;
			}
		}
	}
	var O;
	if (typeof y == "function") O = function() {
		y(D);
	};
	else if (typeof MessageChannel < "u") {
		var k = new MessageChannel(), A = k.port2;
		k.port1.onmessage = D, O = function() {
			A.postMessage(null);
		};
	} else O = function() {
		_(D, 0);
	};
	function j(t, n) {
		C = _(function() {
			t(e.unstable_now());
		}, n);
	}
	e.unstable_IdlePriority = 5, e.unstable_ImmediatePriority = 1, e.unstable_LowPriority = 4, e.unstable_NormalPriority = 3, e.unstable_Profiling = null, e.unstable_UserBlockingPriority = 2, e.unstable_cancelCallback = function(e) {
		e.callback = null;
	}, e.unstable_forceFrameRate = function(e) {
		0 > e || 125 < e ? console.error("forceFrameRate takes a positive int between 0 and 125, forcing frame rates higher than 125 fps is not supported") : w = 0 < e ? Math.floor(1e3 / e) : 5;
	}, e.unstable_getCurrentPriorityLevel = function() {
		return f;
	}, e.unstable_next = function(e) {
		switch (f) {
			case 1:
			case 2:
			case 3:
				var t = 3;
				break;
			default: t = f;
		}
		var n = f;
		f = t;
		try {
			return e();
		} finally {
			f = n;
		}
	}, e.unstable_requestPaint = function() {
		g = !0;
	}, e.unstable_runWithPriority = function(e, t) {
		switch (e) {
			case 1:
			case 2:
			case 3:
			case 4:
			case 5: break;
			default: e = 3;
		}
		var n = f;
		f = e;
		try {
			return t();
		} finally {
			f = n;
		}
	}, e.unstable_scheduleCallback = function(r, i, a) {
		var o = e.unstable_now();
		switch (typeof a == "object" && a ? (a = a.delay, a = typeof a == "number" && 0 < a ? o + a : o) : a = o, r) {
			case 1:
				var s = -1;
				break;
			case 2:
				s = 250;
				break;
			case 5:
				s = 1073741823;
				break;
			case 4:
				s = 1e4;
				break;
			default: s = 5e3;
		}
		return s = a + s, r = {
			id: u++,
			callback: i,
			priorityLevel: r,
			startTime: a,
			expirationTime: s,
			sortIndex: -1
		}, a > o ? (r.sortIndex = a, t(l, r), n(c) === null && r === n(l) && (h ? (v(C), C = -1) : h = !0, j(x, a - o))) : (r.sortIndex = s, t(c, r), m || p || (m = !0, S || (S = !0, O()))), r;
	}, e.unstable_shouldYield = E, e.unstable_wrapCallback = function(e) {
		var t = f;
		return function() {
			var n = f;
			f = t;
			try {
				return e.apply(this, arguments);
			} finally {
				f = n;
			}
		};
	};
})), u = /* @__PURE__ */ o(((e, t) => {
	t.exports = l();
})), d = /* @__PURE__ */ o(((e) => {
	var t = Symbol.for("react.transitional.element"), n = Symbol.for("react.portal"), r = Symbol.for("react.fragment"), i = Symbol.for("react.strict_mode"), a = Symbol.for("react.profiler"), o = Symbol.for("react.consumer"), s = Symbol.for("react.context"), c = Symbol.for("react.forward_ref"), l = Symbol.for("react.suspense"), u = Symbol.for("react.memo"), d = Symbol.for("react.lazy"), f = Symbol.for("react.activity"), p = Symbol.for("react.view_transition"), m = Symbol.iterator;
	function h(e) {
		return typeof e != "object" || !e ? null : (e = m && e[m] || e["@@iterator"], typeof e == "function" ? e : null);
	}
	var g = {
		isMounted: function() {
			return !1;
		},
		enqueueForceUpdate: function() {},
		enqueueReplaceState: function() {},
		enqueueSetState: function() {}
	}, _ = Object.assign, v = {};
	function y(e, t, n) {
		this.props = e, this.context = t, this.refs = v, this.updater = n || g;
	}
	y.prototype.isReactComponent = {}, y.prototype.setState = function(e, t) {
		if (typeof e != "object" && typeof e != "function" && e != null) throw Error("takes an object of state variables to update or a function which returns an object of state variables.");
		this.updater.enqueueSetState(this, e, t, "setState");
	}, y.prototype.forceUpdate = function(e) {
		this.updater.enqueueForceUpdate(this, e, "forceUpdate");
	};
	function b() {}
	b.prototype = y.prototype;
	function x(e, t, n) {
		this.props = e, this.context = t, this.refs = v, this.updater = n || g;
	}
	var S = x.prototype = new b();
	S.constructor = x, _(S, y.prototype), S.isPureReactComponent = !0;
	var C = Array.isArray;
	function w() {}
	var T = {
		H: null,
		A: null,
		T: null,
		S: null
	}, E = Object.prototype.hasOwnProperty;
	function D(e, n, r) {
		var i = r.ref;
		return {
			$$typeof: t,
			type: e,
			key: n,
			ref: i === void 0 ? null : i,
			props: r
		};
	}
	function O(e, t) {
		return D(e.type, t, e.props);
	}
	function k(e) {
		return typeof e == "object" && !!e && e.$$typeof === t;
	}
	function A(e) {
		var t = {
			"=": "=0",
			":": "=2"
		};
		return "$" + e.replace(/[=:]/g, function(e) {
			return t[e];
		});
	}
	var j = /\/+/g;
	function M(e, t) {
		return typeof e == "object" && e && e.key != null ? A("" + e.key) : t.toString(36);
	}
	function ee(e) {
		switch (e.status) {
			case "fulfilled": return e.value;
			case "rejected": throw e.reason;
			default: switch (typeof e.status == "string" ? e.then(w, w) : (e.status = "pending", e.then(function(t) {
				e.status === "pending" && (e.status = "fulfilled", e.value = t);
			}, function(t) {
				e.status === "pending" && (e.status = "rejected", e.reason = t);
			})), e.status) {
				case "fulfilled": return e.value;
				case "rejected": throw e.reason;
			}
		}
		throw e;
	}
	function N(e, r, i, a, o) {
		var s = typeof e;
		(s === "undefined" || s === "boolean") && (e = null);
		var c = !1;
		if (e === null) c = !0;
		else switch (s) {
			case "bigint":
			case "string":
			case "number":
				c = !0;
				break;
			case "object": switch (e.$$typeof) {
				case t:
				case n:
					c = !0;
					break;
				case d: return c = e._init, N(c(e._payload), r, i, a, o);
			}
		}
		if (c) return o = o(e), c = a === "" ? "." + M(e, 0) : a, C(o) ? (i = "", c != null && (i = c.replace(j, "$&/") + "/"), N(o, r, i, "", function(e) {
			return e;
		})) : o != null && (k(o) && (o = O(o, i + (o.key == null || e && e.key === o.key ? "" : ("" + o.key).replace(j, "$&/") + "/") + c)), r.push(o)), 1;
		c = 0;
		var l = a === "" ? "." : a + ":";
		if (C(e)) for (var u = 0; u < e.length; u++) a = e[u], s = l + M(a, u), c += N(a, r, i, s, o);
		else if (u = h(e), typeof u == "function") for (e = u.call(e), u = 0; !(a = e.next()).done;) a = a.value, s = l + M(a, u++), c += N(a, r, i, s, o);
		else if (s === "object") {
			if (typeof e.then == "function") return N(ee(e), r, i, a, o);
			throw r = String(e), Error("Objects are not valid as a React child (found: " + (r === "[object Object]" ? "object with keys {" + Object.keys(e).join(", ") + "}" : r) + "). If you meant to render a collection of children, use an array instead.");
		}
		return c;
	}
	function P(e, t, n) {
		if (e == null) return e;
		var r = [], i = 0;
		return N(e, r, "", "", function(e) {
			return t.call(n, e, i++);
		}), r;
	}
	function te(e) {
		if (e._status === -1) {
			var t = e._result, n = t();
			n.then(function(t) {
				(e._status === 0 || e._status === -1) && (e._status = 1, e._result = t, n.status === void 0 && (n.status = "fulfilled", n.value = t));
			}, function(t) {
				(e._status === 0 || e._status === -1) && (e._status = 2, e._result = t, n.status === void 0 && (n.status = "rejected", n.reason = t));
			}), e._status === -1 && (e._status = 0, e._result = n);
		}
		if (e._status === 1) return e._result.default;
		throw e._result;
	}
	var ne = typeof reportError == "function" ? reportError : function(e) {
		if (typeof window == "object" && typeof window.ErrorEvent == "function") {
			var t = new window.ErrorEvent("error", {
				bubbles: !0,
				cancelable: !0,
				message: typeof e == "object" && e && typeof e.message == "string" ? String(e.message) : String(e),
				error: e
			});
			if (!window.dispatchEvent(t)) return;
		} else if (typeof process == "object" && typeof process.emit == "function") {
			process.emit("uncaughtException", e);
			return;
		}
		console.error(e);
	};
	function re(e) {
		var t = T.T, n = {};
		n.types = t === null ? null : t.types, T.T = n;
		try {
			var r = e(), i = T.S;
			i !== null && i(n, r), typeof r == "object" && r && typeof r.then == "function" && r.then(w, ne);
		} catch (e) {
			ne(e);
		} finally {
			t !== null && n.types !== null && (t.types = n.types), T.T = t;
		}
	}
	function ie(e) {
		var t = T.T;
		if (t !== null) {
			var n = t.types;
			n === null ? t.types = [e] : n.indexOf(e) === -1 && n.push(e);
		} else re(ie.bind(null, e));
	}
	var F = {
		map: P,
		forEach: function(e, t, n) {
			P(e, function() {
				t.apply(this, arguments);
			}, n);
		},
		count: function(e) {
			var t = 0;
			return P(e, function() {
				t++;
			}), t;
		},
		toArray: function(e) {
			return P(e, function(e) {
				return e;
			}) || [];
		},
		only: function(e) {
			if (!k(e)) throw Error("React.Children.only expected to receive a single React element child.");
			return e;
		}
	};
	e.Activity = f, e.Children = F, e.Component = y, e.Fragment = r, e.Profiler = a, e.PureComponent = x, e.StrictMode = i, e.Suspense = l, e.ViewTransition = p, e.__CLIENT_INTERNALS_DO_NOT_USE_OR_WARN_USERS_THEY_CANNOT_UPGRADE = T, e.__COMPILER_RUNTIME = {
		__proto__: null,
		c: function(e) {
			return T.H.useMemoCache(e);
		}
	}, e.addTransitionType = ie, e.cache = function(e) {
		return function() {
			return e.apply(null, arguments);
		};
	}, e.cacheSignal = function() {
		return null;
	}, e.cloneElement = function(e, t, n) {
		if (e == null) throw Error("The argument must be a React element, but you passed " + e + ".");
		var r = _({}, e.props), i = e.key;
		if (t != null) for (a in t.key !== void 0 && (i = "" + t.key), t) !E.call(t, a) || a === "key" || a === "__self" || a === "__source" || a === "ref" && t.ref === void 0 || (r[a] = t[a]);
		var a = arguments.length - 2;
		if (a === 1) r.children = n;
		else if (1 < a) {
			for (var o = Array(a), s = 0; s < a; s++) o[s] = arguments[s + 2];
			r.children = o;
		}
		return D(e.type, i, r);
	}, e.createContext = function(e) {
		return e = {
			$$typeof: s,
			_currentValue: e,
			_currentValue2: e,
			_threadCount: 0,
			Provider: null,
			Consumer: null
		}, e.Provider = e, e.Consumer = {
			$$typeof: o,
			_context: e
		}, e;
	}, e.createElement = function(e, t, n) {
		var r, i = {}, a = null;
		if (t != null) for (r in t.key !== void 0 && (a = "" + t.key), t) E.call(t, r) && r !== "key" && r !== "__self" && r !== "__source" && (i[r] = t[r]);
		var o = arguments.length - 2;
		if (o === 1) i.children = n;
		else if (1 < o) {
			for (var s = Array(o), c = 0; c < o; c++) s[c] = arguments[c + 2];
			i.children = s;
		}
		if (e && e.defaultProps) for (r in o = e.defaultProps, o) i[r] === void 0 && (i[r] = o[r]);
		return D(e, a, i);
	}, e.createRef = function() {
		return { current: null };
	}, e.forwardRef = function(e) {
		return {
			$$typeof: c,
			render: e
		};
	}, e.isValidElement = k, e.lazy = function(e) {
		return {
			$$typeof: d,
			_payload: {
				_status: -1,
				_result: e
			},
			_init: te
		};
	}, e.memo = function(e, t) {
		return {
			$$typeof: u,
			type: e,
			compare: t === void 0 ? null : t
		};
	}, e.startTransition = re, e.unstable_useCacheRefresh = function() {
		return T.H.useCacheRefresh();
	}, e.use = function(e) {
		return T.H.use(e);
	}, e.useActionState = function(e, t, n) {
		return T.H.useActionState(e, t, n);
	}, e.useCallback = function(e, t) {
		return T.H.useCallback(e, t);
	}, e.useContext = function(e) {
		return T.H.useContext(e);
	}, e.useDebugValue = function() {}, e.useDeferredValue = function(e, t) {
		return T.H.useDeferredValue(e, t);
	}, e.useEffect = function(e, t) {
		return T.H.useEffect(e, t);
	}, e.useEffectEvent = function(e) {
		return T.H.useEffectEvent(e);
	}, e.useId = function() {
		return T.H.useId();
	}, e.useImperativeHandle = function(e, t, n) {
		return T.H.useImperativeHandle(e, t, n);
	}, e.useInsertionEffect = function(e, t) {
		return T.H.useInsertionEffect(e, t);
	}, e.useLayoutEffect = function(e, t) {
		return T.H.useLayoutEffect(e, t);
	}, e.useMemo = function(e, t) {
		return T.H.useMemo(e, t);
	}, e.useOptimistic = function(e, t) {
		return T.H.useOptimistic(e, t);
	}, e.useReducer = function(e, t, n) {
		return T.H.useReducer(e, t, n);
	}, e.useRef = function(e) {
		return T.H.useRef(e);
	}, e.useState = function(e) {
		return T.H.useState(e);
	}, e.useSyncExternalStore = function(e, t, n) {
		return T.H.useSyncExternalStore(e, t, n);
	}, e.useTransition = function() {
		return T.H.useTransition();
	}, e.version = "19.3.1";
})), f = /* @__PURE__ */ o(((e, t) => {
	t.exports = d();
})), p = /* @__PURE__ */ o(((e) => {
	var t = f();
	function n(e) {
		var t = "https://react.dev/errors/" + e;
		if (1 < arguments.length) {
			t += "?args[]=" + encodeURIComponent(arguments[1]);
			for (var n = 2; n < arguments.length; n++) t += "&args[]=" + encodeURIComponent(arguments[n]);
		}
		return "Minified React error #" + e + "; visit " + t + " for the full message or use the non-minified dev environment for full errors and additional helpful warnings.";
	}
	function r() {}
	var i = {
		d: {
			f: r,
			r: function() {
				throw Error(n(522));
			},
			D: r,
			C: r,
			L: r,
			m: r,
			X: r,
			S: r,
			M: r
		},
		p: 0,
		findDOMNode: null
	}, a = Symbol.for("react.portal"), o = Symbol.for("react.recoverable"), s = Symbol.for("react.optimistic_key");
	function c(e, t, n) {
		var r = 3 < arguments.length && arguments[3] !== void 0 ? arguments[3] : null;
		return {
			$$typeof: a,
			key: r == null ? null : r === s ? s : "" + r,
			children: e,
			containerInfo: t,
			implementation: n
		};
	}
	var l = t.__CLIENT_INTERNALS_DO_NOT_USE_OR_WARN_USERS_THEY_CANNOT_UPGRADE;
	function u(e, t) {
		if (e === "font") return "";
		if (typeof t == "string") return t === "use-credentials" ? t : "";
	}
	e.__DOM_INTERNALS_DO_NOT_USE_OR_WARN_USERS_THEY_CANNOT_UPGRADE = i, e.browser = function(e) {
		return {
			$$typeof: o,
			_reason: e
		};
	}, e.createPortal = function(e, t) {
		var r = 2 < arguments.length && arguments[2] !== void 0 ? arguments[2] : null;
		if (!t || t.nodeType !== 1 && t.nodeType !== 9 && t.nodeType !== 11) throw Error(n(299));
		return c(e, t, null, r);
	}, e.flushSync = function(e) {
		var t = l.T, n = i.p;
		try {
			if (l.T = null, i.p = 2, e) return e();
		} finally {
			l.T = t, i.p = n, i.d.f();
		}
	}, e.preconnect = function(e, t) {
		typeof e == "string" && (t ? (t = t.crossOrigin, t = typeof t == "string" ? t === "use-credentials" ? t : "" : void 0) : t = null, i.d.C(e, t));
	}, e.prefetchDNS = function(e) {
		typeof e == "string" && i.d.D(e);
	}, e.preinit = function(e, t) {
		if (typeof e == "string" && t && typeof t.as == "string") {
			var n = t.as, r = u(n, t.crossOrigin), a = typeof t.integrity == "string" ? t.integrity : void 0, o = typeof t.fetchPriority == "string" ? t.fetchPriority : void 0;
			n === "style" ? i.d.S(e, typeof t.precedence == "string" ? t.precedence : void 0, {
				crossOrigin: r,
				integrity: a,
				fetchPriority: o
			}) : n === "script" && i.d.X(e, {
				crossOrigin: r,
				integrity: a,
				fetchPriority: o,
				nonce: typeof t.nonce == "string" ? t.nonce : void 0
			});
		}
	}, e.preinitModule = function(e, t) {
		if (typeof e == "string") {
			if (typeof t == "object" && t) {
				if (t.as == null || t.as === "script") {
					var n = u(t.as, t.crossOrigin);
					i.d.M(e, {
						crossOrigin: n,
						integrity: typeof t.integrity == "string" ? t.integrity : void 0,
						nonce: typeof t.nonce == "string" ? t.nonce : void 0,
						fetchPriority: typeof t.fetchPriority == "string" ? t.fetchPriority : void 0
					});
				}
			} else t ?? i.d.M(e);
		}
	}, e.preload = function(e, t) {
		if (typeof e == "string" && typeof t == "object" && t && typeof t.as == "string") {
			var n = t.as, r = u(n, t.crossOrigin);
			i.d.L(e, n, {
				crossOrigin: r,
				integrity: typeof t.integrity == "string" ? t.integrity : void 0,
				nonce: typeof t.nonce == "string" ? t.nonce : void 0,
				type: typeof t.type == "string" ? t.type : void 0,
				fetchPriority: typeof t.fetchPriority == "string" ? t.fetchPriority : void 0,
				referrerPolicy: typeof t.referrerPolicy == "string" ? t.referrerPolicy : void 0,
				imageSrcSet: typeof t.imageSrcSet == "string" ? t.imageSrcSet : void 0,
				imageSizes: typeof t.imageSizes == "string" ? t.imageSizes : void 0,
				media: typeof t.media == "string" ? t.media : void 0
			});
		}
	}, e.preloadModule = function(e, t) {
		if (typeof e == "string") {
			if (t) {
				var n = u(t.as, t.crossOrigin);
				i.d.m(e, {
					as: typeof t.as == "string" && t.as !== "script" ? t.as : void 0,
					crossOrigin: n,
					integrity: typeof t.integrity == "string" ? t.integrity : void 0,
					nonce: typeof t.nonce == "string" ? t.nonce : void 0,
					fetchPriority: typeof t.fetchPriority == "string" ? t.fetchPriority : void 0
				});
			} else i.d.m(e);
		}
	}, e.requestFormReset = function(e) {
		i.d.r(e);
	}, e.unstable_batchedUpdates = function(e, t) {
		return e(t);
	}, e.useFormState = function(e, t, n) {
		return l.H.useFormState(e, t, n);
	}, e.useFormStatus = function() {
		return l.H.useHostTransitionStatus();
	}, e.version = "19.3.1";
})), m = /* @__PURE__ */ o(((e, t) => {
	function n() {
		if (typeof __REACT_DEVTOOLS_GLOBAL_HOOK__ < "u" && typeof __REACT_DEVTOOLS_GLOBAL_HOOK__.checkDCE == "function") try {
			__REACT_DEVTOOLS_GLOBAL_HOOK__.checkDCE(n);
		} catch (e) {
			console.error(e);
		}
	}
	n(), t.exports = p();
})), h = /* @__PURE__ */ o(((e) => {
	var t = u(), n = f(), r = m();
	function i(e) {
		var t = "https://react.dev/errors/" + e;
		if (1 < arguments.length) {
			t += "?args[]=" + encodeURIComponent(arguments[1]);
			for (var n = 2; n < arguments.length; n++) t += "&args[]=" + encodeURIComponent(arguments[n]);
		}
		return "Minified React error #" + e + "; visit " + t + " for the full message or use the non-minified dev environment for full errors and additional helpful warnings.";
	}
	function a(e) {
		return !(!e || e.nodeType !== 1 && e.nodeType !== 9 && e.nodeType !== 11);
	}
	function o(e) {
		for (var t = e, n = t; n && !n.alternate;) t = n, t.flags & 4098 && (e = t.return), n = t.return;
		for (; t.return;) t = t.return;
		return t.tag === 3 ? e : null;
	}
	function s(e) {
		if (e.tag === 13) {
			var t = e.memoizedState;
			if (t === null && (e = e.alternate, e !== null && (t = e.memoizedState)), t !== null) return t.dehydrated;
		}
		return null;
	}
	function c(e) {
		if (e.tag === 31) {
			var t = e.memoizedState;
			if (t === null && (e = e.alternate, e !== null && (t = e.memoizedState)), t !== null) return t.dehydrated;
		}
		return null;
	}
	function l(e) {
		if (o(e) !== e) throw Error(i(188));
	}
	function d(e) {
		var t = e.alternate;
		if (!t) {
			if (t = o(e), t === null) throw Error(i(188));
			return t === e ? e : null;
		}
		for (var n = e, r = t;;) {
			var a = n.return;
			if (a === null) break;
			var s = a.alternate;
			if (s === null) {
				if (r = a.return, r !== null) {
					n = r;
					continue;
				}
				break;
			}
			if (a.child === s.child) {
				for (s = a.child; s;) {
					if (s === n) return l(a), e;
					if (s === r) return l(a), t;
					s = s.sibling;
				}
				throw Error(i(188));
			}
			if (n.return !== r.return) n = a, r = s;
			else {
				for (var c = !1, u = a.child; u;) {
					if (u === n) {
						c = !0, n = a, r = s;
						break;
					}
					if (u === r) {
						c = !0, r = a, n = s;
						break;
					}
					u = u.sibling;
				}
				if (!c) {
					for (u = s.child; u;) {
						if (u === n) {
							c = !0, n = s, r = a;
							break;
						}
						if (u === r) {
							c = !0, r = s, n = a;
							break;
						}
						u = u.sibling;
					}
					if (!c) throw Error(i(189));
				}
			}
			if (n.alternate !== r) throw Error(i(190));
		}
		if (n.tag !== 3) throw Error(i(188));
		return n.stateNode.current === n ? e : t;
	}
	function p(e) {
		var t = e.tag;
		if (t === 5 || t === 26 || t === 27 || t === 6) return e;
		for (e = e.child; e !== null;) {
			if (t = p(e), t !== null) return t;
			e = e.sibling;
		}
		return null;
	}
	function h(e, t, n, r, i, a) {
		for (; e !== null;) {
			if ((e.tag === 5 || e.tag === 27 || e.tag === 6) && n(e, r, i, a) || (e.tag !== 22 || e.memoizedState === null) && (t || e.tag !== 5 && e.tag !== 27) && h(e.child, t, n, r, i, a)) return !0;
			e = e.sibling;
		}
		return !1;
	}
	function g(e) {
		for (e = e.return; e !== null;) {
			if (e.tag === 3 || e.tag === 5 || e.tag === 27) return e;
			e = e.return;
		}
		return null;
	}
	function _(e) {
		var t = !1;
		for (e = e.return; e !== null && (e.tag === 4 && (t = !0), e.tag !== 3 && e.tag !== 5 && e.tag !== 27);) e = e.return;
		return t;
	}
	function v(e) {
		var t = [null, null], n = g(e);
		return n === null || y(t, e, n.child, { foundSelf: !1 }), t;
	}
	function y(e, t, n, r) {
		for (; n !== null;) {
			if (n === t) r.foundSelf = !0;
			else if (n.tag === 5 || n.tag === 27 || n.tag === 6) {
				if (r.foundSelf) return e[1] = n, !0;
				e[0] = n;
			} else if ((n.tag !== 22 || n.memoizedState === null) && y(e, t, n.child, r)) return !0;
			n = n.sibling;
		}
		return !1;
	}
	function b(e) {
		switch (e.tag) {
			case 5:
			case 27:
			case 6: return e.stateNode;
			case 3: return e.stateNode.containerInfo;
			default: throw Error(i(559));
		}
	}
	var x = null, S = null;
	function C(e, t, n) {
		return e === n || e === t && (x = e, !0);
	}
	function w(e, t, n) {
		return e === n ? (S = e, !1) : e === t && (S !== null && (x = e), !0);
	}
	function T(e) {
		if (e === null) return null;
		do
			e = e === null ? null : e.return;
		while (e && e.tag !== 5 && e.tag !== 27 && e.tag !== 3);
		return e || null;
	}
	function E(e, t, n) {
		for (var r = 0, i = e; i; i = n(i)) r++;
		i = 0;
		for (var a = t; a; a = n(a)) i++;
		for (; 0 < r - i;) e = n(e), r--;
		for (; 0 < i - r;) t = n(t), i--;
		for (; r--;) {
			if (e === t || t !== null && e === t.alternate) return e;
			e = n(e), t = n(t);
		}
		return null;
	}
	var D = Object.assign, O = Symbol.for("react.element"), k = Symbol.for("react.transitional.element"), A = Symbol.for("react.portal"), j = Symbol.for("react.fragment"), M = Symbol.for("react.strict_mode"), ee = Symbol.for("react.profiler"), N = Symbol.for("react.consumer"), P = Symbol.for("react.context"), te = Symbol.for("react.forward_ref"), ne = Symbol.for("react.suspense"), re = Symbol.for("react.suspense_list"), ie = Symbol.for("react.memo"), F = Symbol.for("react.lazy"), ae = Symbol.for("react.activity"), oe = Symbol.for("react.legacy_hidden"), se = Symbol.for("react.memo_cache_sentinel"), ce = Symbol.for("react.view_transition"), le = Symbol.for("react.recoverable"), ue = Symbol.iterator;
	function de(e) {
		return typeof e != "object" || !e ? null : (e = ue && e[ue] || e["@@iterator"], typeof e == "function" ? e : null);
	}
	var fe = Symbol.for("react.client.reference");
	function pe(e) {
		if (e == null) return null;
		if (typeof e == "function") return e.$$typeof === fe ? null : e.displayName || e.name || null;
		if (typeof e == "string") return e;
		switch (e) {
			case j: return "Fragment";
			case ee: return "Profiler";
			case M: return "StrictMode";
			case ne: return "Suspense";
			case re: return "SuspenseList";
			case ae: return "Activity";
			case ce: return "ViewTransition";
		}
		if (typeof e == "object") switch (e.$$typeof) {
			case A: return "Portal";
			case P: return e.displayName || "Context";
			case N: return (e._context.displayName || "Context") + ".Consumer";
			case te:
				var t = e.render;
				return e = e.displayName, e ||= (e = t.displayName || t.name || "", e === "" ? "ForwardRef" : "ForwardRef(" + e + ")"), e;
			case ie: return t = e.displayName || null, t === null ? pe(e.type) || "Memo" : t;
			case F:
				t = e._payload, e = e._init;
				try {
					return pe(e(t));
				} catch {}
		}
		return null;
	}
	var me = Array.isArray, I = n.__CLIENT_INTERNALS_DO_NOT_USE_OR_WARN_USERS_THEY_CANNOT_UPGRADE, L = r.__DOM_INTERNALS_DO_NOT_USE_OR_WARN_USERS_THEY_CANNOT_UPGRADE, he = {
		pending: !1,
		data: null,
		method: null,
		action: null
	}, ge = [], _e = -1;
	function ve(e) {
		return { current: e };
	}
	function ye(e) {
		0 > _e || (e.current = ge[_e], ge[_e] = null, _e--);
	}
	function be(e, t) {
		_e++, ge[_e] = e.current, e.current = t;
	}
	var xe = ve(null), Se = ve(null), Ce = ve(null), we = ve(null);
	function Te(e, t) {
		switch (be(Ce, t), be(Se, e), be(xe, null), t.nodeType) {
			case 9:
			case 11:
				e = (e = t.documentElement) && (e = e.namespaceURI) ? dp(e) : 0;
				break;
			default: if (e = t.tagName, t = t.namespaceURI) t = dp(t), e = fp(t, e);
			else switch (e) {
				case "svg":
					e = 1;
					break;
				case "math":
					e = 2;
					break;
				default: e = 0;
			}
		}
		ye(xe), be(xe, e);
	}
	function Ee() {
		ye(xe), ye(Se), ye(Ce);
	}
	function De(e) {
		var t = e.memoizedState;
		t !== null && (sh._currentValue = t.memoizedState, be(we, e)), t = xe.current;
		var n = fp(t, e.type);
		t !== n && (be(Se, e), be(xe, n));
	}
	function Oe(e) {
		Se.current === e && (ye(xe), ye(Se)), we.current === e && (ye(we), sh._currentValue = he);
	}
	var ke, Ae;
	function je(e) {
		if (ke === void 0) try {
			throw Error();
		} catch (e) {
			var t = e.stack.trim().match(/\n( *(at )?)/);
			ke = t && t[1] || "", Ae = -1 < e.stack.indexOf("\n    at") ? " (<anonymous>)" : -1 < e.stack.indexOf("@") ? "@unknown:0:0" : "";
		}
		return "\n" + ke + e + Ae;
	}
	var Me = !1;
	function Ne(e, t) {
		if (!e || Me) return "";
		Me = !0;
		var n = Error.prepareStackTrace;
		Error.prepareStackTrace = void 0;
		try {
			var r = { DetermineComponentFrameRoot: function() {
				try {
					if (t) {
						var n = function() {
							throw Error();
						};
						if (Object.defineProperty(n.prototype, "props", { set: function() {
							throw Error();
						} }), typeof Reflect == "object" && Reflect.construct) {
							try {
								Reflect.construct(n, []);
							} catch (e) {
								var r = e;
							}
							Reflect.construct(e, [], n);
						} else {
							try {
								n.call();
							} catch (e) {
								r = e;
							}
							n = !1;
							try {
								var i = Object.getOwnPropertyDescriptor(e.prototype, "props");
								Object.defineProperty(e.prototype, "props", {
									configurable: !0,
									set: function() {
										throw Error();
									}
								}), n = !0, new e();
							} finally {
								n && (i === void 0 ? delete e.prototype.props : Object.defineProperty(e.prototype, "props", i));
							}
						}
					} else {
						try {
							throw Error();
						} catch (e) {
							r = e;
						}
						(n = e()) && typeof n.catch == "function" && n.catch(function() {});
					}
				} catch (e) {
					if (e && r && typeof e.stack == "string") return [e.stack, r.stack];
				}
				return [null, null];
			} };
			r.DetermineComponentFrameRoot.displayName = "DetermineComponentFrameRoot";
			var i = Object.getOwnPropertyDescriptor(r.DetermineComponentFrameRoot, "name");
			i && i.configurable && Object.defineProperty(r.DetermineComponentFrameRoot, "name", { value: "DetermineComponentFrameRoot" });
			var a = r.DetermineComponentFrameRoot(), o = a[0], s = a[1];
			if (o && s) {
				var c = o.split("\n"), l = s.split("\n");
				for (i = r = 0; r < c.length && !c[r].includes("DetermineComponentFrameRoot");) r++;
				for (; i < l.length && !l[i].includes("DetermineComponentFrameRoot");) i++;
				if (r === c.length || i === l.length) for (r = c.length - 1, i = l.length - 1; 1 <= r && 0 <= i && c[r] !== l[i];) i--;
				for (; 1 <= r && 0 <= i; r--, i--) if (c[r] !== l[i]) {
					if (r !== 1 || i !== 1) do
						if (r--, i--, 0 > i || c[r] !== l[i]) {
							var u = "\n" + c[r].replace(" at new ", " at ");
							return e.displayName && u.includes("<anonymous>") && (u = u.replace("<anonymous>", e.displayName)), u;
						}
					while (1 <= r && 0 <= i);
					break;
				}
			}
		} finally {
			Me = !1, Error.prepareStackTrace = n;
		}
		return (n = e ? e.displayName || e.name : "") ? je(n) : "";
	}
	function Pe(e, t) {
		switch (e.tag) {
			case 26:
			case 27:
			case 5: return je(e.type);
			case 16: return je("Lazy");
			case 13: return e.child !== t && t !== null ? je("Suspense Fallback") : je("Suspense");
			case 19: return je("SuspenseList");
			case 0:
			case 15: return Ne(e.type, !1);
			case 11: return Ne(e.type.render, !1);
			case 1: return Ne(e.type, !0);
			case 31: return je("Activity");
			case 30: return je("ViewTransition");
			default: return "";
		}
	}
	function Fe(e) {
		try {
			var t = "", n = null;
			do
				t += Pe(e, n), n = e, e = e.return;
			while (e);
			return t;
		} catch (e) {
			return "\nError generating stack: " + e.message + "\n" + e.stack;
		}
	}
	var Ie = Object.prototype.hasOwnProperty, Le = t.unstable_scheduleCallback, Re = t.unstable_cancelCallback, ze = t.unstable_shouldYield, Be = t.unstable_requestPaint, Ve = t.unstable_now, He = t.unstable_getCurrentPriorityLevel, Ue = t.unstable_ImmediatePriority, We = t.unstable_UserBlockingPriority, Ge = t.unstable_NormalPriority, Ke = t.unstable_LowPriority, qe = t.unstable_IdlePriority, Je = t.log, Ye = t.unstable_setDisableYieldValue, Xe = null, Ze = null;
	function Qe(e) {
		if (typeof Je == "function" && Ye(e), Ze && typeof Ze.setStrictMode == "function") try {
			Ze.setStrictMode(Xe, e);
		} catch {}
	}
	var $e = Math.clz32 ? Math.clz32 : nt, et = Math.log, tt = Math.LN2;
	function nt(e) {
		return e >>>= 0, e === 0 ? 32 : 31 - (et(e) / tt | 0) | 0;
	}
	var rt = 256, it = 262144, at = 4194304;
	function ot(e) {
		var t = e & 42;
		if (t !== 0) return t;
		switch (e & -e) {
			case 1: return 1;
			case 2: return 2;
			case 4: return 4;
			case 8: return 8;
			case 16: return 16;
			case 32: return 32;
			case 64: return 64;
			case 128: return 128;
			case 256:
			case 512:
			case 1024:
			case 2048:
			case 4096:
			case 8192:
			case 16384:
			case 32768:
			case 65536:
			case 131072: return e & -e;
			case 262144:
			case 524288:
			case 1048576:
			case 2097152: return e & 3932160;
			case 4194304:
			case 8388608:
			case 16777216:
			case 33554432: return e & 62914560;
			case 67108864: return 67108864;
			case 134217728: return 134217728;
			case 268435456: return 268435456;
			case 536870912: return 536870912;
			case 1073741824: return 0;
			default: return e;
		}
	}
	function st(e, t, n) {
		var r = e.pendingLanes;
		if (r === 0) return 0;
		var i = 0, a = e.suspendedLanes, o = e.pingedLanes;
		e = e.warmLanes;
		var s = r & 134217727;
		return s === 0 ? (s = r & ~a, s === 0 ? o === 0 ? n || (n = r & ~e, n !== 0 && (i = ot(n))) : i = ot(o) : i = ot(s)) : (r = s & ~a, r === 0 ? (o &= s, o === 0 ? n || (n = s & ~e, n !== 0 && (i = ot(n))) : i = ot(o)) : i = ot(r)), i === 0 ? 0 : t !== 0 && t !== i && (t & a) === 0 && (a = i & -i, n = t & -t, a >= n || a === 32 && n & 4194048) ? t : i;
	}
	function ct(e, t) {
		return (e.pendingLanes & ~(e.suspendedLanes & ~e.pingedLanes) & t) === 0;
	}
	function lt(e, t) {
		t & 8 && (t |= t & 32);
		var n = e.entangledLanes;
		if (n !== 0) for (e = e.entanglements, n &= t; 0 < n;) {
			var r = 31 - $e(n), i = 1 << r;
			t |= e[r], n &= ~i;
		}
		return t;
	}
	function ut(e, t) {
		switch (e) {
			case 1:
			case 2:
			case 4:
			case 8:
			case 64: return t + 250;
			case 16:
			case 32:
			case 128:
			case 256:
			case 512:
			case 1024:
			case 2048:
			case 4096:
			case 8192:
			case 16384:
			case 32768:
			case 65536:
			case 131072:
			case 262144:
			case 524288:
			case 1048576:
			case 2097152: return t + 5e3;
			case 4194304:
			case 8388608:
			case 16777216:
			case 33554432: return -1;
			case 67108864:
			case 134217728:
			case 268435456:
			case 536870912:
			case 1073741824: return -1;
			default: return -1;
		}
	}
	function dt() {
		var e = at;
		return at <<= 1, !(at & 62914560) && (at = 4194304), e;
	}
	function ft(e) {
		for (var t = [], n = 0; 31 > n; n++) t.push(e);
		return t;
	}
	function pt(e, t) {
		e.pendingLanes |= t, t !== 268435456 && (e.suspendedLanes = 0, e.pingedLanes = 0, e.warmLanes = 0);
	}
	function mt(e, t, n, r, i, a) {
		var o = e.pendingLanes;
		e.pendingLanes = n, e.suspendedLanes = 0, e.pingedLanes = 0, e.warmLanes = 0, e.expiredLanes &= n, e.entangledLanes &= n, e.errorRecoveryDisabledLanes &= n, e.shellSuspendCounter = 0;
		var s = e.entanglements, c = e.expirationTimes, l = e.hiddenUpdates;
		for (n = o & ~n; 0 < n;) {
			var u = 31 - $e(n), d = 1 << u;
			s[u] = 0, c[u] = -1;
			var f = l[u];
			if (f !== null) for (l[u] = null, u = 0; u < f.length; u++) {
				var p = f[u];
				p !== null && (p.lane &= -536870913);
			}
			n &= ~d;
		}
		r !== 0 && ht(e, r, 0), a !== 0 && i === 0 && e.tag !== 0 && (e.suspendedLanes |= a & ~(o & ~t));
	}
	function ht(e, t, n) {
		e.pendingLanes |= t, e.suspendedLanes &= ~t;
		var r = 31 - $e(t);
		e.entangledLanes |= t, e.entanglements[r] = e.entanglements[r] | 1073741824 | n & 261930;
	}
	function gt(e, t) {
		var n = e.entangledLanes |= t;
		for (e = e.entanglements; n;) {
			var r = 31 - $e(n), i = 1 << r;
			i & t | e[r] & t && (e[r] |= t), n &= ~i;
		}
	}
	function _t(e, t) {
		var n = t & -t;
		return n = n & 42 ? 1 : vt(n), (n & (e.suspendedLanes | t)) === 0 ? n : 0;
	}
	function vt(e) {
		switch (e) {
			case 2:
				e = 1;
				break;
			case 8:
				e = 4;
				break;
			case 32:
				e = 16;
				break;
			case 256:
			case 512:
			case 1024:
			case 2048:
			case 4096:
			case 8192:
			case 16384:
			case 32768:
			case 65536:
			case 131072:
			case 262144:
			case 524288:
			case 1048576:
			case 2097152:
			case 4194304:
			case 8388608:
			case 16777216:
			case 33554432:
				e = 128;
				break;
			case 268435456:
				e = 134217728;
				break;
			default: e = 0;
		}
		return e;
	}
	function yt(e) {
		return e &= -e, 2 < e ? 8 < e ? e & 134217727 ? 32 : 268435456 : 8 : 2;
	}
	function bt() {
		var e = L.p;
		return e === 0 ? (e = window.event, e === void 0 ? 32 : Ch(e.type)) : e;
	}
	function xt(e, t) {
		var n = L.p;
		try {
			return L.p = e, t();
		} finally {
			L.p = n;
		}
	}
	var St = Math.random().toString(36).slice(2), Ct = "__reactFiber$" + St, wt = "__reactProps$" + St, Tt = "__reactContainer$" + St, Et = "__reactEvents$" + St, Dt = "__reactListeners$" + St, Ot = "__reactHandles$" + St, kt = "__reactResources$" + St, At = "__reactMarker$" + St, jt = "__reactLoad$" + St;
	function Mt(e) {
		delete e[Ct], delete e[wt], delete e[Dt], delete e[Ot];
	}
	function Nt(e) {
		var t;
		if (t = e[Ct]) return t;
		for (var n = e.parentNode; n;) {
			if (t = n[Tt] || n[Ct]) {
				if (n = t.alternate, t.child !== null || n !== null && n.child !== null) for (e = fm(e); e !== null;) {
					if (n = e[Ct]) return n;
					e = fm(e);
				}
				return t;
			}
			e = n, n = e.parentNode;
		}
		return null;
	}
	function Pt(e) {
		if (e = e[Ct] || e[Tt]) {
			var t = e.tag;
			if (t === 5 || t === 6 || t === 13 || t === 31 || t === 26 || t === 27 || t === 3) return e;
		}
		return null;
	}
	function Ft(e) {
		var t = e.tag;
		if (t === 5 || t === 26 || t === 27 || t === 6) return e.stateNode;
		throw Error(i(33));
	}
	function It(e) {
		var t = e[kt];
		return t ||= e[kt] = {
			hoistableStyles: /* @__PURE__ */ new Map(),
			hoistableScripts: /* @__PURE__ */ new Map()
		}, t;
	}
	function Lt(e) {
		e[At] = !0;
	}
	function Rt(e) {
		e[jt] = void 0;
	}
	var zt = /* @__PURE__ */ new Set(), Bt = {};
	function Vt(e, t) {
		Ht(e, t), Ht(e + "Capture", t);
	}
	function Ht(e, t) {
		for (Bt[e] = t, e = 0; e < t.length; e++) zt.add(t[e]);
	}
	var Ut = RegExp("^[:A-Z_a-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C-\\u200D\\u2070-\\u218F\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD][:A-Z_a-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C-\\u200D\\u2070-\\u218F\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD\\-.0-9\\u00B7\\u0300-\\u036F\\u203F-\\u2040]*$"), Wt = {}, Gt = {};
	function Kt(e) {
		return Ie.call(Gt, e) ? !0 : Ie.call(Wt, e) ? !1 : Ut.test(e) ? Gt[e] = !0 : (Wt[e] = !0, !1);
	}
	var R = !1;
	function qt() {
		var e = R;
		return R = !1, e;
	}
	function Jt(e, t, n) {
		if (Kt(t)) {
			if (n === null) e.removeAttribute(t);
			else {
				switch (typeof n) {
					case "undefined":
					case "function":
					case "symbol":
						e.removeAttribute(t);
						return;
					case "boolean":
						var r = t.toLowerCase().slice(0, 5);
						if (r !== "data-" && r !== "aria-") {
							e.removeAttribute(t);
							return;
						}
				}
				e.setAttribute(t, n);
			}
		}
	}
	function Yt(e, t, n) {
		if (n === null) e.removeAttribute(t);
		else {
			switch (typeof n) {
				case "undefined":
				case "function":
				case "symbol":
				case "boolean":
					e.removeAttribute(t);
					return;
			}
			e.setAttribute(t, n);
		}
	}
	function Xt(e, t, n, r) {
		if (r === null) e.removeAttribute(n);
		else {
			switch (typeof r) {
				case "undefined":
				case "function":
				case "symbol":
				case "boolean":
					e.removeAttribute(n);
					return;
			}
			e.setAttributeNS(t, n, r);
		}
	}
	function Zt(e) {
		switch (typeof e) {
			case "bigint":
			case "boolean":
			case "number":
			case "string":
			case "undefined": return e;
			case "object": return e;
			default: return "";
		}
	}
	function Qt(e) {
		var t = e.type;
		return (e = e.nodeName) && e.toLowerCase() === "input" && (t === "checkbox" || t === "radio");
	}
	function $t(e, t, n) {
		var r = Object.getOwnPropertyDescriptor(e.constructor.prototype, t);
		if (!e.hasOwnProperty(t) && r !== void 0 && typeof r.get == "function" && typeof r.set == "function") {
			var i = r.get, a = r.set;
			return Object.defineProperty(e, t, {
				configurable: !0,
				get: function() {
					return i.call(this);
				},
				set: function(e) {
					n = "" + e, a.call(this, e);
				}
			}), Object.defineProperty(e, t, { enumerable: r.enumerable }), {
				getValue: function() {
					return n;
				},
				setValue: function(e) {
					n = "" + e;
				},
				stopTracking: function() {
					e._valueTracker = null, delete e[t];
				}
			};
		}
	}
	function en(e) {
		if (!e._valueTracker) {
			var t = Qt(e) ? "checked" : "value";
			e._valueTracker = $t(e, t, "" + e[t]);
		}
	}
	function tn(e) {
		if (!e) return !1;
		var t = e._valueTracker;
		if (!t) return !0;
		var n = t.getValue(), r = "";
		return e && (r = Qt(e) ? e.checked ? "true" : "false" : e.value), e = r, e !== n && (t.setValue(e), !0);
	}
	var nn = /[\n"\\]/g;
	function rn(e) {
		return e.replace(nn, function(e) {
			return "\\" + e.charCodeAt(0).toString(16) + " ";
		});
	}
	function an(e, t, n, r, i, a, o, s) {
		e.name = "", o != null && typeof o != "function" && typeof o != "symbol" && typeof o != "boolean" ? e.type = o : e.removeAttribute("type"), t == null ? o !== "submit" && o !== "reset" || e.removeAttribute("value") : o === "number" ? (t === 0 && e.value === "" || e.value != t) && (e.value = "" + Zt(t)) : e.value !== "" + Zt(t) && (e.value = "" + Zt(t)), t == null ? n == null ? r != null && e.removeAttribute("value") : sn(e, Zt(n)) : o === "number" && e.value == t ? sn(e, Zt(e.value)) : sn(e, Zt(t)), i == null && a != null && (e.defaultChecked = !!a), i != null && (e.checked = i && typeof i != "function" && typeof i != "symbol"), s != null && typeof s != "function" && typeof s != "symbol" && typeof s != "boolean" ? e.name = "" + Zt(s) : e.removeAttribute("name");
	}
	function on(e, t, n, r, i, a, o, s) {
		if (a != null && typeof a != "function" && typeof a != "symbol" && typeof a != "boolean" && (e.type = a), t != null || n != null) {
			if (!(a !== "submit" && a !== "reset" || t != null)) {
				en(e);
				return;
			}
			n = n == null ? "" : "" + Zt(n), t = t == null ? n : "" + Zt(t), s || t === e.value || (e.value = t), e.defaultValue = t;
		}
		r ??= i, r = typeof r != "function" && typeof r != "symbol" && !!r, e.checked = s ? e.checked : !!r, e.defaultChecked = !!r, o != null && typeof o != "function" && typeof o != "symbol" && typeof o != "boolean" && (e.name = o), en(e);
	}
	function sn(e, t) {
		e.defaultValue !== "" + t && (e.defaultValue = "" + t);
	}
	function cn(e, t, n, r) {
		if (e = e.options, t) {
			t = {};
			for (var i = 0; i < n.length; i++) t["$" + n[i]] = !0;
			for (n = 0; n < e.length; n++) i = t.hasOwnProperty("$" + e[n].value), e[n].selected !== i && (e[n].selected = i), i && r && (e[n].defaultSelected = !0);
		} else {
			for (n = "" + Zt(n), t = null, i = 0; i < e.length; i++) {
				if (e[i].value === n) {
					e[i].selected = !0, r && (e[i].defaultSelected = !0);
					return;
				}
				t !== null || e[i].disabled || (t = e[i]);
			}
			t !== null && (t.selected = !0);
		}
	}
	function ln(e, t, n) {
		t != null && (t = "" + Zt(t), t !== e.value && (e.value = t), n == null) ? e.defaultValue !== t && (e.defaultValue = t) : e.defaultValue = n == null ? "" : "" + Zt(n);
	}
	function un(e, t, n, r) {
		if (t == null) {
			if (r != null) {
				if (n != null) throw Error(i(92));
				if (me(r)) {
					if (1 < r.length) throw Error(i(93));
					r = r[0];
				}
				n = r;
			}
			n ??= "", t = n;
		}
		n = Zt(t), e.defaultValue = n, r = e.textContent, r === n && r !== "" && r !== null && (e.value = r), en(e);
	}
	function dn(e, t) {
		if (t) {
			var n = e.firstChild;
			if (n && n === e.lastChild && n.nodeType === 3) {
				n.nodeValue = t;
				return;
			}
		}
		e.textContent = t;
	}
	var fn = new Set("animationIterationCount aspectRatio borderImageOutset borderImageSlice borderImageWidth boxFlex boxFlexGroup boxOrdinalGroup columnCount columns flex flexGrow flexPositive flexShrink flexNegative flexOrder gridArea gridRow gridRowEnd gridRowSpan gridRowStart gridColumn gridColumnEnd gridColumnSpan gridColumnStart fontWeight lineClamp lineHeight opacity order orphans scale tabSize widows zIndex zoom fillOpacity floodOpacity stopOpacity strokeDasharray strokeDashoffset strokeMiterlimit strokeOpacity strokeWidth MozAnimationIterationCount MozBoxFlex MozBoxFlexGroup MozLineClamp msAnimationIterationCount msFlex msZoom msFlexGrow msFlexNegative msFlexOrder msFlexPositive msFlexShrink msGridColumn msGridColumnSpan msGridRow msGridRowSpan WebkitAnimationIterationCount WebkitBoxFlex WebKitBoxFlexGroup WebkitBoxOrdinalGroup WebkitColumnCount WebkitColumns WebkitFlex WebkitFlexGrow WebkitFlexPositive WebkitFlexShrink WebkitLineClamp".split(" "));
	function pn(e, t, n) {
		var r = t.indexOf("--") === 0;
		n == null || typeof n == "boolean" || n === "" ? r ? e.setProperty(t, "") : t === "float" ? e.cssFloat = "" : e[t] = "" : r ? e.setProperty(t, n) : typeof n != "number" || n === 0 || fn.has(t) ? t === "float" ? e.cssFloat = n : e[t] = ("" + n).trim() : e[t] = n + "px";
	}
	function mn(e, t, n) {
		if (t != null && typeof t != "object") throw Error(i(62));
		if (e = e.style, n != null) {
			for (var r in n) !n.hasOwnProperty(r) || t != null && t.hasOwnProperty(r) || (r.indexOf("--") === 0 ? e.setProperty(r, "") : r === "float" ? e.cssFloat = "" : e[r] = "", R = !0);
			for (var a in t) r = t[a], t.hasOwnProperty(a) && n[a] !== r && (pn(e, a, r), R = !0);
		} else for (var o in t) t.hasOwnProperty(o) && pn(e, o, t[o]);
	}
	function hn(e) {
		if (e.indexOf("-") === -1) return !1;
		switch (e) {
			case "annotation-xml":
			case "color-profile":
			case "font-face":
			case "font-face-src":
			case "font-face-uri":
			case "font-face-format":
			case "font-face-name":
			case "missing-glyph": return !1;
			default: return !0;
		}
	}
	var gn = /* @__PURE__ */ new Map([
		["acceptCharset", "accept-charset"],
		["htmlFor", "for"],
		["httpEquiv", "http-equiv"],
		["crossOrigin", "crossorigin"],
		["accentHeight", "accent-height"],
		["alignmentBaseline", "alignment-baseline"],
		["arabicForm", "arabic-form"],
		["baselineShift", "baseline-shift"],
		["capHeight", "cap-height"],
		["clipPath", "clip-path"],
		["clipRule", "clip-rule"],
		["colorInterpolation", "color-interpolation"],
		["colorInterpolationFilters", "color-interpolation-filters"],
		["colorProfile", "color-profile"],
		["colorRendering", "color-rendering"],
		["dominantBaseline", "dominant-baseline"],
		["enableBackground", "enable-background"],
		["fillOpacity", "fill-opacity"],
		["fillRule", "fill-rule"],
		["floodColor", "flood-color"],
		["floodOpacity", "flood-opacity"],
		["fontFamily", "font-family"],
		["fontSize", "font-size"],
		["fontSizeAdjust", "font-size-adjust"],
		["fontStretch", "font-stretch"],
		["fontStyle", "font-style"],
		["fontVariant", "font-variant"],
		["fontWeight", "font-weight"],
		["glyphName", "glyph-name"],
		["glyphOrientationHorizontal", "glyph-orientation-horizontal"],
		["glyphOrientationVertical", "glyph-orientation-vertical"],
		["horizAdvX", "horiz-adv-x"],
		["horizOriginX", "horiz-origin-x"],
		["imageRendering", "image-rendering"],
		["letterSpacing", "letter-spacing"],
		["lightingColor", "lighting-color"],
		["markerEnd", "marker-end"],
		["markerMid", "marker-mid"],
		["markerStart", "marker-start"],
		["maskType", "mask-type"],
		["overlinePosition", "overline-position"],
		["overlineThickness", "overline-thickness"],
		["paintOrder", "paint-order"],
		["panose-1", "panose-1"],
		["pointerEvents", "pointer-events"],
		["renderingIntent", "rendering-intent"],
		["shapeRendering", "shape-rendering"],
		["stopColor", "stop-color"],
		["stopOpacity", "stop-opacity"],
		["strikethroughPosition", "strikethrough-position"],
		["strikethroughThickness", "strikethrough-thickness"],
		["strokeDasharray", "stroke-dasharray"],
		["strokeDashoffset", "stroke-dashoffset"],
		["strokeLinecap", "stroke-linecap"],
		["strokeLinejoin", "stroke-linejoin"],
		["strokeMiterlimit", "stroke-miterlimit"],
		["strokeOpacity", "stroke-opacity"],
		["strokeWidth", "stroke-width"],
		["textAnchor", "text-anchor"],
		["textDecoration", "text-decoration"],
		["textRendering", "text-rendering"],
		["transformOrigin", "transform-origin"],
		["underlinePosition", "underline-position"],
		["underlineThickness", "underline-thickness"],
		["unicodeBidi", "unicode-bidi"],
		["unicodeRange", "unicode-range"],
		["unitsPerEm", "units-per-em"],
		["vAlphabetic", "v-alphabetic"],
		["vHanging", "v-hanging"],
		["vIdeographic", "v-ideographic"],
		["vMathematical", "v-mathematical"],
		["vectorEffect", "vector-effect"],
		["vertAdvY", "vert-adv-y"],
		["vertOriginX", "vert-origin-x"],
		["vertOriginY", "vert-origin-y"],
		["wordSpacing", "word-spacing"],
		["writingMode", "writing-mode"],
		["xmlnsXlink", "xmlns:xlink"],
		["xHeight", "x-height"]
	]), _n = /^[\u0000-\u001F ]*j[\r\n\t]*a[\r\n\t]*v[\r\n\t]*a[\r\n\t]*s[\r\n\t]*c[\r\n\t]*r[\r\n\t]*i[\r\n\t]*p[\r\n\t]*t[\r\n\t]*:/i;
	function vn(e) {
		return _n.test("" + e) ? "javascript:throw new Error('React has blocked a javascript: URL as a security precaution.')" : e;
	}
	function yn() {}
	var bn = null;
	function xn(e) {
		return e = e.target || e.srcElement || window, e.correspondingUseElement && (e = e.correspondingUseElement), e.nodeType === 3 ? e.parentNode : e;
	}
	var Sn = null, Cn = null;
	function wn(e) {
		var t = Pt(e);
		if (t && (e = t.stateNode)) {
			var n = e[wt] || null;
			a: switch (e = t.stateNode, t.type) {
				case "input":
					if (an(e, n.value, n.defaultValue, n.defaultValue, n.checked, n.defaultChecked, n.type, n.name), t = n.name, n.type === "radio" && t != null) {
						for (n = e; n.parentNode;) n = n.parentNode;
						for (n = n.querySelectorAll("input[name=\"" + rn("" + t) + "\"][type=\"radio\"]"), t = 0; t < n.length; t++) {
							var r = n[t];
							if (r !== e && r.form === e.form) {
								var a = r[wt] || null;
								if (!a) throw Error(i(90));
								an(r, a.value, a.defaultValue, a.defaultValue, a.checked, a.defaultChecked, a.type, a.name);
							}
						}
						for (t = 0; t < n.length; t++) r = n[t], r.form === e.form && tn(r);
					}
					break a;
				case "textarea":
					ln(e, n.value, n.defaultValue);
					break a;
				case "select": t = n.value, t != null && cn(e, !!n.multiple, t, !1);
			}
		}
	}
	var Tn = !1;
	function En(e, t, n) {
		if (Tn) return e(t, n);
		Tn = !0;
		try {
			return e(t);
		} finally {
			if (Tn = !1, (Sn !== null || Cn !== null) && (zd(), Sn && (t = Sn, e = Cn, Cn = Sn = null, wn(t), e))) for (t = 0; t < e.length; t++) wn(e[t]);
		}
	}
	function Dn(e, t) {
		var n = e.stateNode;
		if (n === null) return null;
		var r = n[wt] || null;
		if (r === null) return null;
		n = r[t];
		a: switch (t) {
			case "onClick":
			case "onClickCapture":
			case "onDoubleClick":
			case "onDoubleClickCapture":
			case "onMouseDown":
			case "onMouseDownCapture":
			case "onMouseMove":
			case "onMouseMoveCapture":
			case "onMouseUp":
			case "onMouseUpCapture":
			case "onMouseEnter":
				(r = !r.disabled) || (e = e.type, r = e !== "button" && e !== "input" && e !== "select" && e !== "textarea"), e = !r;
				break a;
			default: e = !1;
		}
		if (e) return null;
		if (n && typeof n != "function") throw Error(i(231, t, typeof n));
		return n;
	}
	var On = typeof window < "u" && window.document !== void 0 && window.document.createElement !== void 0, kn = !1;
	if (On) try {
		var An = {};
		Object.defineProperty(An, "passive", { get: function() {
			kn = !0;
		} }), window.addEventListener("test", An, An), window.removeEventListener("test", An, An);
	} catch {
		kn = !1;
	}
	var jn = null, Mn = null, Nn = null;
	function Pn() {
		if (Nn) return Nn;
		var e, t = Mn, n = t.length, r, i = "value" in jn ? jn.value : jn.textContent, a = i.length;
		for (e = 0; e < n && t[e] === i[e]; e++);
		var o = n - e;
		for (r = 1; r <= o && t[n - r] === i[a - r]; r++);
		return Nn = i.slice(e, 1 < r ? 1 - r : void 0);
	}
	function Fn(e) {
		var t = e.keyCode;
		return "charCode" in e ? (e = e.charCode, e === 0 && t === 13 && (e = 13)) : e = t, e === 10 && (e = 13), 32 <= e || e === 13 ? e : 0;
	}
	function In() {
		return !0;
	}
	function Ln() {
		return !1;
	}
	function Rn(e) {
		function t(t, n, r, i, a) {
			for (var o in this._reactName = t, this._targetInst = r, this.type = n, this.nativeEvent = i, this.target = a, this.currentTarget = null, e) e.hasOwnProperty(o) && (t = e[o], this[o] = t ? t(i) : i[o]);
			return this.isDefaultPrevented = (i.defaultPrevented == null ? !1 === i.returnValue : i.defaultPrevented) ? In : Ln, this.isPropagationStopped = Ln, this;
		}
		return D(t.prototype, {
			preventDefault: function() {
				this.defaultPrevented = !0;
				var e = this.nativeEvent;
				e && (e.preventDefault ? e.preventDefault() : typeof e.returnValue != "unknown" && (e.returnValue = !1), this.isDefaultPrevented = In);
			},
			stopPropagation: function() {
				var e = this.nativeEvent;
				e && (e.stopPropagation ? e.stopPropagation() : typeof e.cancelBubble != "unknown" && (e.cancelBubble = !0), this.isPropagationStopped = In);
			},
			persist: function() {},
			isPersistent: In
		}), t;
	}
	var zn = {
		eventPhase: 0,
		bubbles: 0,
		cancelable: 0,
		timeStamp: function(e) {
			return e.timeStamp || Date.now();
		},
		defaultPrevented: 0,
		isTrusted: 0
	}, Bn = Rn(zn), Vn = D({}, zn, {
		view: 0,
		detail: 0
	}), Hn = Rn(Vn), Un, Wn, Gn, Kn = D({}, Vn, {
		screenX: 0,
		screenY: 0,
		clientX: 0,
		clientY: 0,
		pageX: 0,
		pageY: 0,
		ctrlKey: 0,
		shiftKey: 0,
		altKey: 0,
		metaKey: 0,
		getModifierState: rr,
		button: 0,
		buttons: 0,
		relatedTarget: function(e) {
			return e.relatedTarget === void 0 ? e.fromElement === e.srcElement ? e.toElement : e.fromElement : e.relatedTarget;
		},
		movementX: function(e) {
			return "movementX" in e ? e.movementX : (e !== Gn && (Gn && e.type === "mousemove" ? (Un = e.screenX - Gn.screenX, Wn = e.screenY - Gn.screenY) : Wn = Un = 0, Gn = e), Un);
		},
		movementY: function(e) {
			return "movementY" in e ? e.movementY : Wn;
		}
	}), qn = Rn(Kn), Jn = Rn(D({}, Kn, { dataTransfer: 0 })), Yn = Rn(D({}, Vn, { relatedTarget: 0 })), Xn = Rn(D({}, zn, {
		animationName: 0,
		elapsedTime: 0,
		pseudoElement: 0
	})), Zn = Rn(D({}, zn, { clipboardData: function(e) {
		return "clipboardData" in e ? e.clipboardData : window.clipboardData;
	} })), Qn = Rn(D({}, zn, { data: 0 })), $n = {
		Esc: "Escape",
		Spacebar: " ",
		Left: "ArrowLeft",
		Up: "ArrowUp",
		Right: "ArrowRight",
		Down: "ArrowDown",
		Del: "Delete",
		Win: "OS",
		Menu: "ContextMenu",
		Apps: "ContextMenu",
		Scroll: "ScrollLock",
		MozPrintableKey: "Unidentified"
	}, er = {
		8: "Backspace",
		9: "Tab",
		12: "Clear",
		13: "Enter",
		16: "Shift",
		17: "Control",
		18: "Alt",
		19: "Pause",
		20: "CapsLock",
		27: "Escape",
		32: " ",
		33: "PageUp",
		34: "PageDown",
		35: "End",
		36: "Home",
		37: "ArrowLeft",
		38: "ArrowUp",
		39: "ArrowRight",
		40: "ArrowDown",
		45: "Insert",
		46: "Delete",
		112: "F1",
		113: "F2",
		114: "F3",
		115: "F4",
		116: "F5",
		117: "F6",
		118: "F7",
		119: "F8",
		120: "F9",
		121: "F10",
		122: "F11",
		123: "F12",
		144: "NumLock",
		145: "ScrollLock",
		224: "Meta"
	}, tr = {
		Alt: "altKey",
		Control: "ctrlKey",
		Meta: "metaKey",
		Shift: "shiftKey"
	};
	function nr(e) {
		var t = this.nativeEvent;
		return t.getModifierState ? t.getModifierState(e) : (e = tr[e]) ? !!t[e] : !1;
	}
	function rr() {
		return nr;
	}
	var ir = Rn(D({}, Vn, {
		key: function(e) {
			if (e.key) {
				var t = $n[e.key] || e.key;
				if (t !== "Unidentified") return t;
			}
			return e.type === "keypress" ? (e = Fn(e), e === 13 ? "Enter" : String.fromCharCode(e)) : e.type === "keydown" || e.type === "keyup" ? er[e.keyCode] || "Unidentified" : "";
		},
		code: 0,
		location: 0,
		ctrlKey: 0,
		shiftKey: 0,
		altKey: 0,
		metaKey: 0,
		repeat: 0,
		locale: 0,
		getModifierState: rr,
		charCode: function(e) {
			return e.type === "keypress" ? Fn(e) : 0;
		},
		keyCode: function(e) {
			return e.type === "keydown" || e.type === "keyup" ? e.keyCode : 0;
		},
		which: function(e) {
			return e.type === "keypress" ? Fn(e) : e.type === "keydown" || e.type === "keyup" ? e.keyCode : 0;
		}
	})), ar = Rn(D({}, Kn, {
		pointerId: 0,
		width: 0,
		height: 0,
		pressure: 0,
		tangentialPressure: 0,
		tiltX: 0,
		tiltY: 0,
		twist: 0,
		pointerType: 0,
		isPrimary: 0
	})), or = Rn(D({}, zn, { submitter: 0 })), sr = Rn(D({}, Vn, {
		touches: 0,
		targetTouches: 0,
		changedTouches: 0,
		altKey: 0,
		metaKey: 0,
		ctrlKey: 0,
		shiftKey: 0,
		getModifierState: rr
	})), cr = Rn(D({}, zn, {
		propertyName: 0,
		elapsedTime: 0,
		pseudoElement: 0
	})), lr = Rn(D({}, Kn, {
		deltaX: function(e) {
			return "deltaX" in e ? e.deltaX : "wheelDeltaX" in e ? -e.wheelDeltaX : 0;
		},
		deltaY: function(e) {
			return "deltaY" in e ? e.deltaY : "wheelDeltaY" in e ? -e.wheelDeltaY : "wheelDelta" in e ? -e.wheelDelta : 0;
		},
		deltaZ: 0,
		deltaMode: 0
	})), ur = Rn(D({}, zn, {
		newState: 0,
		oldState: 0,
		source: 0
	})), dr = [
		9,
		13,
		27,
		32
	], fr = On && "CompositionEvent" in window, pr = null;
	On && "documentMode" in document && (pr = document.documentMode);
	var mr = On && "TextEvent" in window && !pr, hr = On && (!fr || pr && 8 < pr && 11 >= pr), gr = " ", _r = !1;
	function vr(e, t) {
		switch (e) {
			case "keyup": return dr.indexOf(t.keyCode) !== -1;
			case "keydown": return t.keyCode !== 229;
			case "keypress":
			case "mousedown":
			case "focusout": return !0;
			default: return !1;
		}
	}
	function yr(e) {
		return e = e.detail, typeof e == "object" && "data" in e ? e.data : null;
	}
	var br = !1;
	function xr(e, t) {
		switch (e) {
			case "compositionend": return yr(t);
			case "keypress": return t.which === 32 ? (_r = !0, gr) : null;
			case "textInput": return e = t.data, e === gr && _r ? null : e;
			default: return null;
		}
	}
	function Sr(e, t) {
		if (br) return e === "compositionend" || !fr && vr(e, t) ? (e = Pn(), Nn = Mn = jn = null, br = !1, e) : null;
		switch (e) {
			case "paste": return null;
			case "keypress":
				if (!(t.ctrlKey || t.altKey || t.metaKey) || t.ctrlKey && t.altKey) {
					if (t.char && 1 < t.char.length) return t.char;
					if (t.which) return String.fromCharCode(t.which);
				}
				return null;
			case "compositionend": return hr && t.locale !== "ko" ? null : t.data;
			default: return null;
		}
	}
	var Cr = {
		color: !0,
		date: !0,
		datetime: !0,
		"datetime-local": !0,
		email: !0,
		month: !0,
		number: !0,
		password: !0,
		range: !0,
		search: !0,
		tel: !0,
		text: !0,
		time: !0,
		url: !0,
		week: !0
	};
	function wr(e) {
		var t = e && e.nodeName && e.nodeName.toLowerCase();
		return t === "input" ? !!Cr[e.type] : t === "textarea";
	}
	function Tr(e, t, n, r) {
		Sn ? Cn ? Cn.push(r) : Cn = [r] : Sn = r, t = Jf(t, "onChange"), 0 < t.length && (n = new Bn("onChange", "change", null, n, r), e.push({
			event: n,
			listeners: t
		}));
	}
	var Er = null, Dr = null;
	function Or(e) {
		Vf(e, 0);
	}
	function kr(e) {
		if (tn(Ft(e))) return e;
	}
	function Ar(e, t) {
		if (e === "change") return t;
	}
	var jr = !1;
	if (On) {
		var Mr;
		if (On) {
			var Nr = "oninput" in document;
			if (!Nr) {
				var Pr = document.createElement("div");
				Pr.setAttribute("oninput", "return;"), Nr = typeof Pr.oninput == "function";
			}
			Mr = Nr;
		} else Mr = !1;
		jr = Mr && (!document.documentMode || 9 < document.documentMode);
	}
	function Fr() {
		Er && (Er.detachEvent("onpropertychange", Ir), Dr = Er = null);
	}
	function Ir(e) {
		if (e.propertyName === "value" && kr(Dr)) {
			var t = [];
			Tr(t, Dr, e, xn(e)), En(Or, t);
		}
	}
	function Lr(e, t, n) {
		e === "focusin" ? (Fr(), Er = t, Dr = n, Er.attachEvent("onpropertychange", Ir)) : e === "focusout" && Fr();
	}
	function Rr(e) {
		if (e === "selectionchange" || e === "keyup" || e === "keydown") return kr(Dr);
	}
	function zr(e, t) {
		if (e === "click") return kr(t);
	}
	function Br(e, t) {
		if (e === "input" || e === "change") return kr(t);
	}
	function Vr(e, t) {
		return e === t && (e !== 0 || 1 / e == 1 / t) || e !== e && t !== t;
	}
	var Hr = typeof Object.is == "function" ? Object.is : Vr;
	function Ur(e, t) {
		if (Hr(e, t)) return !0;
		if (typeof e != "object" || !e || typeof t != "object" || !t) return !1;
		var n = Object.keys(e), r = Object.keys(t);
		if (n.length !== r.length) return !1;
		for (r = 0; r < n.length; r++) {
			var i = n[r];
			if (!Ie.call(t, i) || !Hr(e[i], t[i])) return !1;
		}
		return !0;
	}
	function Wr(e) {
		if (e ||= typeof document < "u" ? document : void 0, e === void 0) return null;
		try {
			return e.activeElement || e.body;
		} catch {
			return e.body;
		}
	}
	function Gr(e) {
		for (; e && e.firstChild;) e = e.firstChild;
		return e;
	}
	function Kr(e, t) {
		var n = Gr(e);
		e = 0;
		for (var r; n;) {
			if (n.nodeType === 3) {
				if (r = e + n.textContent.length, e <= t && r >= t) return {
					node: n,
					offset: t - e
				};
				e = r;
			}
			a: {
				for (; n;) {
					if (n.nextSibling) {
						n = n.nextSibling;
						break a;
					}
					n = n.parentNode;
				}
				n = void 0;
			}
			n = Gr(n);
		}
	}
	function qr(e, t) {
		return e && t ? e === t ? !0 : e && e.nodeType === 3 ? !1 : t && t.nodeType === 3 ? qr(e, t.parentNode) : "contains" in e ? e.contains(t) : e.compareDocumentPosition ? !!(e.compareDocumentPosition(t) & 16) : !1 : !1;
	}
	function Jr(e) {
		e = e != null && e.ownerDocument != null && e.ownerDocument.defaultView != null ? e.ownerDocument.defaultView : window;
		for (var t = Wr(e.document); t instanceof e.HTMLIFrameElement;) {
			try {
				var n = typeof t.contentWindow.location.href == "string";
			} catch {
				n = !1;
			}
			if (n) e = t.contentWindow;
			else break;
			t = Wr(e.document);
		}
		return t;
	}
	function Yr(e) {
		var t = e && e.nodeName && e.nodeName.toLowerCase();
		return t && (t === "input" && (e.type === "text" || e.type === "search" || e.type === "tel" || e.type === "url" || e.type === "password") || t === "textarea" || e.contentEditable === "true");
	}
	var Xr = On && "documentMode" in document && 11 >= document.documentMode, Zr = null, Qr = null, $r = null, ei = !1;
	function ti(e, t, n) {
		var r = n.window === n ? n.document : n.nodeType === 9 ? n : n.ownerDocument;
		ei || Zr == null || Zr !== Wr(r) || (r = Zr, "selectionStart" in r && Yr(r) ? r = {
			start: r.selectionStart,
			end: r.selectionEnd
		} : (r = (r.ownerDocument && r.ownerDocument.defaultView || window).getSelection(), r = {
			anchorNode: r.anchorNode,
			anchorOffset: r.anchorOffset,
			focusNode: r.focusNode,
			focusOffset: r.focusOffset
		}), $r && Ur($r, r) || ($r = r, r = Jf(Qr, "onSelect"), 0 < r.length && (t = new Bn("onSelect", "select", null, t, n), e.push({
			event: t,
			listeners: r
		}), t.target = Zr)));
	}
	function ni(e, t) {
		var n = {};
		return n[e.toLowerCase()] = t.toLowerCase(), n["Webkit" + e] = "webkit" + t, n["Moz" + e] = "moz" + t, n;
	}
	var ri = {
		animationend: ni("Animation", "AnimationEnd"),
		animationiteration: ni("Animation", "AnimationIteration"),
		animationstart: ni("Animation", "AnimationStart"),
		transitionrun: ni("Transition", "TransitionRun"),
		transitionstart: ni("Transition", "TransitionStart"),
		transitioncancel: ni("Transition", "TransitionCancel"),
		transitionend: ni("Transition", "TransitionEnd")
	}, ii = {}, ai = {};
	On && (ai = document.createElement("div").style, "AnimationEvent" in window || (delete ri.animationend.animation, delete ri.animationiteration.animation, delete ri.animationstart.animation), "TransitionEvent" in window || delete ri.transitionend.transition);
	function oi(e) {
		if (ii[e]) return ii[e];
		if (!ri[e]) return e;
		var t = ri[e], n;
		for (n in t) if (t.hasOwnProperty(n) && n in ai) return ii[e] = t[n];
		return e;
	}
	var si = oi("animationend"), ci = oi("animationiteration"), li = oi("animationstart"), ui = oi("transitionrun"), di = oi("transitionstart"), fi = oi("transitioncancel"), pi = oi("transitionend"), mi = /* @__PURE__ */ new Map(), hi = "abort auxClick beforeToggle cancel canPlay canPlayThrough click close contextMenu copy cut drag dragEnd dragEnter dragExit dragLeave dragOver dragStart drop durationChange emptied encrypted ended error fullscreenChange fullscreenError gotPointerCapture input invalid keyDown keyPress keyUp load loadedData loadedMetadata loadStart lostPointerCapture mouseDown mouseMove mouseOut mouseOver mouseUp paste pause play playing pointerCancel pointerDown pointerMove pointerOut pointerOver pointerUp progress rateChange reset resize seeked seeking stalled submit suspend timeUpdate touchCancel touchEnd touchStart volumeChange scroll toggle touchMove waiting wheel".split(" ");
	hi.push("scrollEnd");
	function gi(e, t) {
		mi.set(e, t), Vt(t, [e]);
	}
	var _i = 0;
	function vi(e, t) {
		if (e.name != null && e.name !== "auto") return e.name;
		if (t.autoName !== null) return t.autoName;
		e = bd.identifierPrefix;
		var n = _i++;
		return e = "_" + e + "t_" + n.toString(32) + "_", t.autoName = e;
	}
	function yi(e) {
		if (e == null || typeof e == "string") return e;
		var t = null, n = Od;
		if (n !== null) for (var r = 0; r < n.length; r++) {
			var i = e[n[r]];
			if (i != null) {
				if (i === "none") return "none";
				t = t == null ? i : t + (" " + i);
			}
		}
		return t ?? e.default;
	}
	function bi(e, t) {
		return e = yi(e), t = yi(t), t == null ? e === "auto" ? null : e : t === "auto" ? null : t;
	}
	var xi = typeof reportError == "function" ? reportError : function(e) {
		if (typeof window == "object" && typeof window.ErrorEvent == "function") {
			var t = new window.ErrorEvent("error", {
				bubbles: !0,
				cancelable: !0,
				message: typeof e == "object" && e && typeof e.message == "string" ? String(e.message) : String(e),
				error: e
			});
			if (!window.dispatchEvent(t)) return;
		} else if (typeof process == "object" && typeof process.emit == "function") {
			process.emit("uncaughtException", e);
			return;
		}
		console.error(e);
	}, Si = [], Ci = 0, wi = 0;
	function Ti() {
		for (var e = Ci, t = wi = Ci = 0; t < e;) {
			var n = Si[t];
			Si[t++] = null;
			var r = Si[t];
			Si[t++] = null;
			var i = Si[t];
			Si[t++] = null;
			var a = Si[t];
			if (Si[t++] = null, r !== null && i !== null) {
				var o = r.pending;
				o === null ? i.next = i : (i.next = o.next, o.next = i), r.pending = i;
			}
			a !== 0 && ki(n, i, a);
		}
	}
	function Ei(e, t, n, r) {
		Si[Ci++] = e, Si[Ci++] = t, Si[Ci++] = n, Si[Ci++] = r, wi |= r, e.lanes |= r, e = e.alternate, e !== null && (e.lanes |= r);
	}
	function Di(e, t, n, r) {
		return Ei(e, t, n, r), Ai(e);
	}
	function Oi(e, t) {
		return Ei(e, null, null, t), Ai(e);
	}
	function ki(e, t, n) {
		e.lanes |= n;
		var r = e.alternate;
		r !== null && (r.lanes |= n);
		for (var i = !1, a = e.return; a !== null;) a.childLanes |= n, r = a.alternate, r !== null && (r.childLanes |= n), a.tag === 22 && (e = a.stateNode, e === null || e._visibility & 1 || (i = !0)), e = a, a = a.return;
		return e.tag === 3 ? (a = e.stateNode, i && t !== null && (i = 31 - $e(n), e = a.hiddenUpdates, r = e[i], r === null ? e[i] = [t] : r.push(t), t.lane = n | 536870912), a) : null;
	}
	function Ai(e) {
		if (50 < kd) throw kd = 0, Ad = null, Error(i(185));
		for (var t = e.return; t !== null;) e = t, t = e.return;
		return e.tag === 3 ? e.stateNode : null;
	}
	var ji = {};
	function Mi(e, t, n, r) {
		this.tag = e, this.key = n, this.sibling = this.child = this.return = this.stateNode = this.type = this.elementType = null, this.index = 0, this.refCleanup = this.ref = null, this.pendingProps = t, this.dependencies = this.memoizedState = this.updateQueue = this.memoizedProps = null, this.mode = r, this.subtreeFlags = this.flags = 0, this.deletions = null, this.childLanes = this.lanes = 0, this.alternate = null;
	}
	function Ni(e, t, n, r) {
		return new Mi(e, t, n, r);
	}
	function Pi(e) {
		return e = e.prototype, !(!e || !e.isReactComponent);
	}
	function Fi(e, t) {
		var n = e.alternate;
		return n === null ? (n = Ni(e.tag, t, e.key, e.mode), n.elementType = e.elementType, n.type = e.type, n.stateNode = e.stateNode, n.alternate = e, e.alternate = n) : (n.pendingProps = t, n.type = e.type, n.flags = 0, n.subtreeFlags = 0, n.deletions = null), n.flags = e.flags & 1206910976, n.childLanes = e.childLanes, n.lanes = e.lanes, n.child = e.child, n.memoizedProps = e.memoizedProps, n.memoizedState = e.memoizedState, n.updateQueue = e.updateQueue, t = e.dependencies, n.dependencies = t === null ? null : {
			lanes: t.lanes,
			firstContext: t.firstContext
		}, n.sibling = e.sibling, n.index = e.index, n.ref = e.ref, n.refCleanup = e.refCleanup, n;
	}
	function Ii(e, t) {
		e.flags &= 1206910978;
		var n = e.alternate;
		return n === null ? (e.childLanes = 0, e.lanes = t, e.child = null, e.subtreeFlags = 0, e.memoizedProps = null, e.memoizedState = null, e.updateQueue = null, e.dependencies = null, e.stateNode = null) : (e.childLanes = n.childLanes, e.lanes = n.lanes, e.child = n.child, e.subtreeFlags = 0, e.deletions = null, e.memoizedProps = n.memoizedProps, e.memoizedState = n.memoizedState, e.updateQueue = n.updateQueue, e.type = n.type, t = n.dependencies, e.dependencies = t === null ? null : {
			lanes: t.lanes,
			firstContext: t.firstContext
		}), e;
	}
	function Li(e, t, n, r, a, o) {
		var s = 0;
		if (r = e, typeof r == "function") Pi(r) && (s = 1);
		else if (typeof r == "string") s = qm(e, n, xe.current) ? 26 : e === "html" || e === "head" || e === "body" ? 27 : 5;
		else a: switch (r) {
			case ae: return e = Ni(31, n, t, a), e.elementType = ae, e.lanes = o, e;
			case j: return Ri(n.children, a, o, t);
			case M:
				s = 8, a |= 24;
				break;
			case ee: return e = Ni(12, n, t, a | 2), e.elementType = ee, e.lanes = o, e;
			case ne: return e = Ni(13, n, t, a), e.elementType = ne, e.lanes = o, e;
			case re: return e = Ni(19, n, t, a), e.elementType = re, e.lanes = o, e;
			case oe:
			case ce: return e = a | 32, e = Ni(30, n, t, e), e.elementType = ce, e.lanes = o, e.stateNode = {
				autoName: null,
				paired: null,
				clones: null,
				ref: null
			}, e;
			default:
				if (typeof r == "object" && r) switch (r.$$typeof) {
					case P:
						s = 10;
						break a;
					case N:
						s = 9;
						break a;
					case te:
						s = 11;
						break a;
					case ie:
						s = 14;
						break a;
					case F:
						s = 16, r = null;
						break a;
				}
				s = 29, n = Error(i(130, e === null ? "null" : typeof e, "")), r = null;
		}
		return t = Ni(s, n, t, a), t.elementType = e, t.type = r, t.lanes = o, t;
	}
	function Ri(e, t, n, r) {
		return e = Ni(7, e, r, t), e.lanes = n, e;
	}
	function zi(e, t, n) {
		return e = Ni(6, e, null, t), e.lanes = n, e;
	}
	function Bi(e) {
		var t = Ni(18, null, null, 0);
		return t.stateNode = e, t;
	}
	function Vi(e, t, n) {
		return t = Ni(4, e.children === null ? [] : e.children, e.key, t), t.lanes = n, t.stateNode = {
			containerInfo: e.containerInfo,
			pendingChildren: null,
			implementation: e.implementation
		}, t;
	}
	var Hi = /* @__PURE__ */ new WeakMap();
	function Ui(e, t) {
		if (typeof e == "object" && e) {
			var n = Hi.get(e);
			return n === void 0 ? (t = {
				value: e,
				source: t,
				stack: Fe(t)
			}, Hi.set(e, t), t) : n;
		}
		return {
			value: e,
			source: t,
			stack: Fe(t)
		};
	}
	var Wi = [], Gi = 0, Ki = null, qi = 0, Ji = [], Yi = 0, Xi = null, Zi = 1, Qi = "";
	function $i(e, t) {
		Wi[Gi++] = qi, Wi[Gi++] = Ki, Ki = e, qi = t;
	}
	function ea(e, t, n) {
		Ji[Yi++] = Zi, Ji[Yi++] = Qi, Ji[Yi++] = Xi, Xi = e;
		var r = Zi;
		e = Qi;
		var i = 32 - $e(r) - 1;
		r &= ~(1 << i), n += 1;
		var a = 32 - $e(t) + i;
		if (30 < a) {
			var o = i - i % 5;
			a = (r & (1 << o) - 1).toString(32), r >>= o, i -= o, Zi = 1 << 32 - $e(t) + i | n << i | r, Qi = a + e;
		} else Zi = 1 << a | n << i | r, Qi = e;
	}
	function ta(e) {
		e.return !== null && ($i(e, 1), ea(e, 1, 0));
	}
	function na(e) {
		for (; e === Ki;) Ki = Wi[--Gi], Wi[Gi] = null, qi = Wi[--Gi], Wi[Gi] = null;
		for (; e === Xi;) Xi = Ji[--Yi], Ji[Yi] = null, Qi = Ji[--Yi], Ji[Yi] = null, Zi = Ji[--Yi], Ji[Yi] = null;
	}
	function ra(e, t) {
		Ji[Yi++] = Zi, Ji[Yi++] = Qi, Ji[Yi++] = Xi, Zi = t.id, Qi = t.overflow, Xi = e;
	}
	var ia = null, aa = null, z = !1, oa = null, sa = !1, ca = Error(i(519));
	function la(e) {
		throw ha(Ui(Error(i(418, 1 < arguments.length && arguments[1] !== void 0 && arguments[1] ? "text" : "HTML", "")), e)), ca;
	}
	function ua(e) {
		var t = e.stateNode, n = e.type, r = e.memoizedProps;
		switch (t[Ct] = e, t[wt] = r, n) {
			case "dialog":
				Q("cancel", t), Q("close", t);
				break;
			case "iframe":
			case "object":
			case "embed":
				Q("load", t);
				break;
			case "video":
			case "audio":
				for (n = 0; n < zf.length; n++) Q(zf[n], t);
				break;
			case "source":
				Q("error", t);
				break;
			case "img":
			case "image":
			case "link":
				Q("error", t), Q("load", t);
				break;
			case "details":
				Q("toggle", t);
				break;
			case "input":
				Q("invalid", t), on(t, r.value, r.defaultValue, r.checked, r.defaultChecked, r.type, r.name, !0);
				break;
			case "select":
				Q("invalid", t);
				break;
			case "textarea": Q("invalid", t), un(t, r.value, r.defaultValue, r.children);
		}
		n = r.children, typeof n != "string" && typeof n != "number" && typeof n != "bigint" || t.textContent === "" + n || !0 === r.suppressHydrationWarning || ep(t.textContent, n) ? (r.popover != null && (Q("beforetoggle", t), Q("toggle", t)), r.onScroll != null && Q("scroll", t), r.onScrollEnd != null && Q("scrollend", t), r.onClick != null && (t.onclick = yn), t = !0) : t = !1, t || la(e, !0);
	}
	function da(e) {
		for (ia = e.return; ia;) switch (ia.tag) {
			case 5:
			case 31:
			case 13:
				sa = !1;
				return;
			case 27:
			case 3:
				sa = !0;
				return;
			default: ia = ia.return;
		}
	}
	function fa(e) {
		if (e !== ia) return !1;
		if (!z) return da(e), z = !0, !1;
		var t = e.tag, n;
		if ((n = t !== 3 && t !== 27) && ((n = t === 5) && (n = e.type, n = n === "form" || n === "button" || mp(e.type, e.memoizedProps)), n = !n), n && aa && la(e), da(e), t === 13) {
			if (e = e.memoizedState, e = e === null ? null : e.dehydrated, !e) throw Error(i(317));
			aa = dm(e);
		} else if (t === 31) {
			if (e = e.memoizedState, e = e === null ? null : e.dehydrated, !e) throw Error(i(317));
			aa = dm(e);
		} else t === 27 ? (t = aa, Sp(e.type) ? (e = um, um = null, aa = e) : aa = t) : aa = ia ? lm(e.stateNode.nextSibling) : null;
		return !0;
	}
	function pa() {
		aa = ia = null, z = !1;
	}
	function ma() {
		var e = oa;
		return e !== null && (fd === null ? fd = e : fd.push.apply(fd, e), oa = null), e;
	}
	function ha(e) {
		oa === null ? oa = [e] : oa.push(e);
	}
	var ga = ve(null), _a = null, va = null;
	function ya(e, t, n) {
		be(ga, t._currentValue), t._currentValue = n;
	}
	function ba(e) {
		e._currentValue = ga.current, ye(ga);
	}
	function xa(e, t, n) {
		for (; e !== null;) {
			var r = e.alternate;
			if ((e.childLanes & t) === t ? r !== null && (r.childLanes & t) !== t && (r.childLanes |= t) : (e.childLanes |= t, r !== null && (r.childLanes |= t)), e === n) break;
			e = e.return;
		}
	}
	function Sa(e, t, n, r) {
		var a = e.child;
		for (a !== null && (a.return = e); a !== null;) {
			var o = a.dependencies;
			if (o !== null) {
				var s = a.child;
				o = o.firstContext;
				a: for (; o !== null;) {
					var c = o;
					o = a;
					for (var l = 0; l < t.length; l++) if (c.context === t[l]) {
						o.lanes |= n, c = o.alternate, c !== null && (c.lanes |= n), xa(o.return, n, e), r || (s = null);
						break a;
					}
					o = c.next;
				}
			} else if (a.tag === 18) {
				if (s = a.return, s === null) throw Error(i(341));
				s.lanes |= n, o = s.alternate, o !== null && (o.lanes |= n), xa(s, n, e), s = null;
			} else a.tag === 13 && a.memoizedState !== null && a.memoizedState.dehydrated === null ? (a.lanes |= n, s = a.alternate, s !== null && (s.lanes |= n), xa(a.return, n, e), s = a.child, s = s === null ? null : s.sibling) : s = a.child;
			if (s !== null) s.return = a;
			else for (s = a; s !== null;) {
				if (s === e) {
					s = null;
					break;
				}
				if (a = s.sibling, a !== null) {
					a.return = s.return, s = a;
					break;
				}
				s = s.return;
			}
			a = s;
		}
	}
	function Ca(e, t, n, r) {
		e = null;
		for (var a = t, o = !1; a !== null;) {
			if (!o) {
				if (a.flags & 524288) o = !0;
				else if (a.flags & 262144) break;
			}
			if (a.tag === 10) {
				var s = a.alternate;
				if (s === null) throw Error(i(387));
				if (s = s.memoizedProps, s !== null) {
					var c = a.type;
					Hr(a.pendingProps.value, s.value) || (e === null ? e = [c] : e.push(c));
				}
			} else if (a === we.current) {
				if (s = a.alternate, s === null) throw Error(i(387));
				s.memoizedState.memoizedState !== a.memoizedState.memoizedState && (e === null ? e = [sh] : e.push(sh));
			}
			a = a.return;
		}
		return e !== null && Sa(t, e, n, r), t.flags |= 262144, e !== null;
	}
	function wa(e) {
		for (e = e.firstContext; e !== null;) {
			if (!Hr(e.context._currentValue, e.memoizedValue)) return !0;
			e = e.next;
		}
		return !1;
	}
	function Ta(e) {
		_a = e, va = null, e = e.dependencies, e !== null && (e.firstContext = null);
	}
	function Ea(e) {
		return Oa(_a, e);
	}
	function Da(e, t) {
		return _a === null && Ta(e), Oa(e, t);
	}
	function Oa(e, t) {
		var n = t._currentValue;
		if (t = {
			context: t,
			memoizedValue: n,
			next: null
		}, va === null) {
			if (e === null) throw Error(i(308));
			va = t, e.dependencies = {
				lanes: 0,
				firstContext: t
			}, e.flags |= 524288;
		} else va = va.next = t;
		return n;
	}
	var ka = typeof AbortController < "u" ? AbortController : function() {
		var e = [], t = this.signal = {
			aborted: !1,
			addEventListener: function(t, n) {
				e.push(n);
			}
		};
		this.abort = function() {
			t.aborted = !0, e.forEach(function(e) {
				return e();
			});
		};
	}, Aa = t.unstable_scheduleCallback, ja = t.unstable_NormalPriority, Ma = {
		$$typeof: P,
		Consumer: null,
		Provider: null,
		_currentValue: null,
		_currentValue2: null,
		_threadCount: 0
	};
	function Na() {
		return {
			controller: new ka(),
			data: /* @__PURE__ */ new Map(),
			refCount: 0
		};
	}
	function Pa(e) {
		e.refCount--, e.refCount === 0 && Aa(ja, function() {
			e.controller.abort();
		});
	}
	function Fa(e, t) {
		if (e.pendingLanes & 4194048) {
			var n = e.transitionTypes;
			for (n === null && (n = e.transitionTypes = []), e = 0; e < t.length; e++) {
				var r = t[e];
				n.indexOf(r) === -1 && n.push(r);
			}
		}
	}
	var Ia = null;
	function La(e) {
		var t = e.transitionTypes;
		return e.transitionTypes = null, t;
	}
	var Ra = null, za = 0, Ba = 0, Va = null;
	function Ha(e, t) {
		if (Ra === null) {
			var n = Ra = [];
			za = 0, Ba = Pf(), Va = {
				status: "pending",
				value: void 0,
				then: function(e) {
					n.push(e);
				}
			};
		}
		return za++, t.then(Ua, Ua), t;
	}
	function Ua() {
		if (--za === 0 && (Ia = null, Ra !== null)) {
			Va !== null && (Va.status = "fulfilled");
			var e = Ra;
			Ra = null, Ba = 0, Va = null;
			for (var t = 0; t < e.length; t++) (0, e[t])();
		}
	}
	function Wa(e, t) {
		var n = [], r = {
			status: "pending",
			value: null,
			reason: null,
			then: function(e) {
				n.push(e);
			}
		};
		return e.then(function() {
			r.status = "fulfilled", r.value = t;
			for (var e = 0; e < n.length; e++) (0, n[e])(t);
		}, function(e) {
			for (r.status = "rejected", r.reason = e, e = 0; e < n.length; e++) (0, n[e])(void 0);
		}), r;
	}
	var Ga = I.S;
	I.S = function(e, t) {
		if (hd = Ve(), typeof t == "object" && t && typeof t.then == "function" && Ha(e, t), Ia !== null) for (var n = bf; n !== null;) Fa(n, Ia), n = n.next;
		if (n = e.types, n !== null) {
			for (var r = bf; r !== null;) Fa(r, n), r = r.next;
			if (Ba !== 0) {
				r = Ia, r === null && (r = Ia = []);
				for (var i = 0; i < n.length; i++) {
					var a = n[i];
					r.indexOf(a) === -1 && r.push(a);
				}
			}
		}
		Ga !== null && Ga(e, t);
	};
	var Ka = ve(null);
	function qa() {
		var e = Ka.current;
		return e === null ? $u.pooledCache : e;
	}
	function Ja(e, t) {
		t === null ? be(Ka, Ka.current) : be(Ka, t.pool);
	}
	function Ya() {
		var e = qa();
		return e === null ? null : {
			parent: Ma._currentValue,
			pool: e
		};
	}
	var Xa = Error(i(460)), Za = Error(i(474)), Qa = Error(i(542)), $a = { then: function() {} };
	function eo(e) {
		return e = e.status, e === "fulfilled" || e === "rejected";
	}
	function to(e, t, n) {
		switch (n = e[n], n === void 0 ? e.push(t) : n !== t && (t.then(yn, yn), t = n), t.status) {
			case "fulfilled": return t.value;
			case "rejected": throw e = t.reason, ao(e), e === void 0 && !("reason" in t) ? Error(i(600)) : e;
			default:
				if (typeof t.status == "string") t.then(yn, yn);
				else {
					if (e = $u, e !== null && 100 < e.shellSuspendCounter) throw Error(i(482));
					e = t, e.status = "pending", e.then(function(e) {
						if (t.status === "pending") {
							var n = t;
							n.status = "fulfilled", n.value = e;
						}
					}, function(e) {
						if (t.status === "pending") {
							var n = t;
							n.status = "rejected", n.reason = e;
						}
					});
				}
				switch (t.status) {
					case "fulfilled": return t.value;
					case "rejected": throw e = t.reason, ao(e), e;
				}
				throw ro = t, Xa;
		}
	}
	function no(e) {
		try {
			var t = e._init;
			return t(e._payload);
		} catch (e) {
			throw typeof e == "object" && e && typeof e.then == "function" ? (ro = e, Xa) : e;
		}
	}
	var ro = null;
	function io() {
		if (ro === null) throw Error(i(459));
		var e = ro;
		return ro = null, e;
	}
	function ao(e) {
		if (e === Xa || e === Qa) throw Error(i(483));
	}
	var oo = null, so = 0;
	function co(e) {
		var t = so;
		return so += 1, oo === null && (oo = []), to(oo, e, t);
	}
	function lo(e, t) {
		t = t.props.ref, e.ref = t === void 0 ? null : t;
	}
	function uo(e, t) {
		throw t.$$typeof === O ? Error(i(525)) : (e = Object.prototype.toString.call(t), Error(i(31, e === "[object Object]" ? "object with keys {" + Object.keys(t).join(", ") + "}" : e)));
	}
	function fo(e) {
		function t(t, n) {
			if (e) {
				var r = t.deletions;
				r === null ? (t.deletions = [n], t.flags |= 16) : r.push(n);
			}
		}
		function n(n, r) {
			if (!e) return null;
			for (; r !== null;) t(n, r), r = r.sibling;
			return null;
		}
		function r(e) {
			for (var t = /* @__PURE__ */ new Map(); e !== null;) e.key === null ? t.set(e.index, e) : t.set(e.key, e), e = e.sibling;
			return t;
		}
		function a(e, t) {
			return e = Fi(e, t), e.index = 0, e.sibling = null, e;
		}
		function o(t, n, r) {
			return t.index = r, e ? (r = t.alternate, r === null ? (t.flags |= 134217730, n) : (r = r.index, r < n ? (t.flags |= 2, n) : r)) : (t.flags |= 1048576, n);
		}
		function s(t) {
			return e && t.alternate === null && (t.flags |= 134217730), t;
		}
		function c(e, t, n, r) {
			return t === null || t.tag !== 6 ? (t = zi(n, e.mode, r), t.return = e, t) : (t = a(t, n), t.return = e, t);
		}
		function l(e, t, n, r) {
			var i = n.type;
			return i === j ? (e = d(e, t, n.props.children, r, n.key), lo(e, n), e) : t !== null && (t.elementType === i || typeof i == "object" && i && i.$$typeof === F && no(i) === t.type) ? (t = a(t, n.props), lo(t, n), t.return = e, t) : (t = Li(n.type, n.key, n.props, null, e.mode, r), lo(t, n), t.return = e, t);
		}
		function u(e, t, n, r) {
			return t === null || t.tag !== 4 || t.stateNode.containerInfo !== n.containerInfo || t.stateNode.implementation !== n.implementation ? (t = Vi(n, e.mode, r), t.return = e, t) : (t = a(t, n.children || []), t.return = e, t);
		}
		function d(e, t, n, r, i) {
			return t === null || t.tag !== 7 ? (t = Ri(n, e.mode, r, i), t.return = e, t) : (t = a(t, n), t.return = e, t);
		}
		function f(e, t, n) {
			if (typeof t == "string" && t !== "" || typeof t == "number" || typeof t == "bigint") return t = zi("" + t, e.mode, n), t.return = e, t;
			if (typeof t == "object" && t) {
				switch (t.$$typeof) {
					case k: return n = Li(t.type, t.key, t.props, null, e.mode, n), lo(n, t), n.return = e, n;
					case A: return t = Vi(t, e.mode, n), t.return = e, t;
					case F: return t = no(t), f(e, t, n);
				}
				if (me(t) || de(t)) return t = Ri(t, e.mode, n, null), t.return = e, t;
				if (typeof t.then == "function") return f(e, co(t), n);
				if (t.$$typeof === P) return f(e, Da(e, t), n);
				uo(e, t);
			}
			return null;
		}
		function p(e, t, n, r) {
			var i = t === null ? null : t.key;
			if (typeof n == "string" && n !== "" || typeof n == "number" || typeof n == "bigint") return i === null ? c(e, t, "" + n, r) : null;
			if (typeof n == "object" && n) {
				switch (n.$$typeof) {
					case k: return n.key === i ? l(e, t, n, r) : null;
					case A: return n.key === i ? u(e, t, n, r) : null;
					case F: return n = no(n), p(e, t, n, r);
				}
				if (me(n) || de(n)) return i === null ? d(e, t, n, r, null) : null;
				if (typeof n.then == "function") return p(e, t, co(n), r);
				if (n.$$typeof === P) return p(e, t, Da(e, n), r);
				uo(e, n);
			}
			return null;
		}
		function m(e, t, n, r, i) {
			if (typeof r == "string" && r !== "" || typeof r == "number" || typeof r == "bigint") return e = e.get(n) || null, c(t, e, "" + r, i);
			if (typeof r == "object" && r) {
				switch (r.$$typeof) {
					case k: return e = e.get(r.key === null ? n : r.key) || null, l(t, e, r, i);
					case A: return e = e.get(r.key === null ? n : r.key) || null, u(t, e, r, i);
					case F: return r = no(r), m(e, t, n, r, i);
				}
				if (me(r) || de(r)) return e = e.get(n) || null, d(t, e, r, i, null);
				if (typeof r.then == "function") return m(e, t, n, co(r), i);
				if (r.$$typeof === P) return m(e, t, n, Da(t, r), i);
				uo(t, r);
			}
			return null;
		}
		function h(i, a, s, c) {
			for (var l = null, u = null, d = a, h = a = 0, g = null; d !== null && h < s.length; h++) {
				d.index > h ? (g = d, d = null) : g = d.sibling;
				var _ = p(i, d, s[h], c);
				if (_ === null) {
					d === null && (d = g);
					break;
				}
				e && d && _.alternate === null && t(i, d), a = o(_, a, h), u === null ? l = _ : u.sibling = _, u = _, d = g;
			}
			if (h === s.length) return n(i, d), z && $i(i, h), l;
			if (d === null) {
				for (; h < s.length; h++) d = f(i, s[h], c), d !== null && (a = o(d, a, h), u === null ? l = d : u.sibling = d, u = d);
				return z && $i(i, h), l;
			}
			for (d = r(d); h < s.length; h++) g = m(d, i, h, s[h], c), g !== null && (e && (_ = g.alternate, _ !== null && d.delete(_.key === null ? h : _.key)), a = o(g, a, h), u === null ? l = g : u.sibling = g, u = g);
			return e && d.forEach(function(e) {
				return t(i, e);
			}), z && $i(i, h), l;
		}
		function g(a, s, c, l) {
			if (c == null) throw Error(i(151));
			for (var u = null, d = null, h = s, g = s = 0, _ = null, v = c.next(); h !== null && !v.done; g++, v = c.next()) {
				h.index > g ? (_ = h, h = null) : _ = h.sibling;
				var y = p(a, h, v.value, l);
				if (y === null) {
					h === null && (h = _);
					break;
				}
				e && h && y.alternate === null && t(a, h), s = o(y, s, g), d === null ? u = y : d.sibling = y, d = y, h = _;
			}
			if (v.done) return n(a, h), z && $i(a, g), u;
			if (h === null) {
				for (; !v.done; g++, v = c.next()) v = f(a, v.value, l), v !== null && (s = o(v, s, g), d === null ? u = v : d.sibling = v, d = v);
				return z && $i(a, g), u;
			}
			for (h = r(h); !v.done; g++, v = c.next()) v = m(h, a, g, v.value, l), v !== null && (e && (_ = v.alternate, _ !== null && h.delete(_.key === null ? g : _.key)), s = o(v, s, g), d === null ? u = v : d.sibling = v, d = v);
			return e && h.forEach(function(e) {
				return t(a, e);
			}), z && $i(a, g), u;
		}
		function _(e, r, o, c) {
			if (typeof o == "object" && o && o.type === j && o.key === null && o.props.ref === void 0 && (o = o.props.children), typeof o == "object" && o) {
				switch (o.$$typeof) {
					case k:
						a: {
							for (var l = o.key; r !== null;) {
								if (r.key === l) {
									if (l = o.type, l === j) {
										if (r.tag === 7) {
											n(e, r.sibling), c = a(r, o.props.children), lo(c, o), c.return = e, e = c;
											break a;
										}
									} else if (r.elementType === l || typeof l == "object" && l && l.$$typeof === F && no(l) === r.type) {
										n(e, r.sibling), c = a(r, o.props), lo(c, o), c.return = e, e = c;
										break a;
									}
									n(e, r);
									break;
								}
								t(e, r), r = r.sibling;
							}
							o.type === j ? (c = Ri(o.props.children, e.mode, c, o.key), lo(c, o), c.return = e, e = c) : (c = Li(o.type, o.key, o.props, null, e.mode, c), lo(c, o), c.return = e, e = c);
						}
						return s(e);
					case A:
						a: {
							for (l = o.key; r !== null;) {
								if (r.key === l) {
									if (r.tag === 4 && r.stateNode.containerInfo === o.containerInfo && r.stateNode.implementation === o.implementation) {
										n(e, r.sibling), c = a(r, o.children || []), c.return = e, e = c;
										break a;
									}
									n(e, r);
									break;
								}
								t(e, r), r = r.sibling;
							}
							c = Vi(o, e.mode, c), c.return = e, e = c;
						}
						return s(e);
					case F: return o = no(o), _(e, r, o, c);
				}
				if (me(o)) return h(e, r, o, c);
				if (de(o)) {
					if (l = de(o), typeof l != "function") throw Error(i(150));
					return o = l.call(o), g(e, r, o, c);
				}
				if (typeof o.then == "function") return _(e, r, co(o), c);
				if (o.$$typeof === P) return _(e, r, Da(e, o), c);
				uo(e, o);
			}
			return typeof o == "string" && o !== "" || typeof o == "number" || typeof o == "bigint" ? (o = "" + o, r !== null && r.tag === 6 ? (n(e, r.sibling), c = a(r, o), c.return = e, e = c) : (n(e, r), c = zi(o, e.mode, c), c.return = e, e = c), s(e)) : n(e, r);
		}
		return function(e, t, n, r) {
			try {
				so = 0;
				var i = _(e, t, n, r);
				return oo = null, i;
			} catch (t) {
				if (t === Xa || t === Qa) throw t;
				var a = Ni(29, t, null, e.mode);
				return a.lanes = r, a.return = e, a;
			}
		};
	}
	var po = fo(!0), mo = fo(!1), ho = !1;
	function go(e) {
		e.updateQueue = {
			baseState: e.memoizedState,
			firstBaseUpdate: null,
			lastBaseUpdate: null,
			shared: {
				pending: null,
				lanes: 0,
				hiddenCallbacks: null
			},
			callbacks: null
		};
	}
	function _o(e, t) {
		e = e.updateQueue, t.updateQueue === e && (t.updateQueue = {
			baseState: e.baseState,
			firstBaseUpdate: e.firstBaseUpdate,
			lastBaseUpdate: e.lastBaseUpdate,
			shared: e.shared,
			callbacks: null
		});
	}
	function vo(e) {
		return {
			lane: e,
			tag: 0,
			payload: null,
			callback: null,
			next: null
		};
	}
	function yo(e, t, n) {
		var r = e.updateQueue;
		if (r === null) return null;
		if (r = r.shared, q & 2) {
			var i = r.pending;
			return i === null ? t.next = t : (t.next = i.next, i.next = t), r.pending = t, t = Ai(e), ki(e, null, n), t;
		}
		return Ei(e, r, t, n), Ai(e);
	}
	function bo(e, t, n) {
		if (t = t.updateQueue, t !== null && (t = t.shared, n & 4194048)) {
			var r = t.lanes;
			r &= e.pendingLanes, n |= r, t.lanes = n, gt(e, n);
		}
	}
	function xo(e, t) {
		var n = e.updateQueue, r = e.alternate;
		if (r !== null && (r = r.updateQueue, n === r)) {
			var i = null, a = null;
			if (n = n.firstBaseUpdate, n !== null) {
				do {
					var o = {
						lane: n.lane,
						tag: n.tag,
						payload: n.payload,
						callback: null,
						next: null
					};
					a === null ? i = a = o : a = a.next = o, n = n.next;
				} while (n !== null);
				a === null ? i = a = t : a = a.next = t;
			} else i = a = t;
			n = {
				baseState: r.baseState,
				firstBaseUpdate: i,
				lastBaseUpdate: a,
				shared: r.shared,
				callbacks: r.callbacks
			}, e.updateQueue = n;
		} else e = n.lastBaseUpdate, e === null ? n.firstBaseUpdate = t : e.next = t, n.lastBaseUpdate = t;
	}
	var So = !1;
	function Co() {
		if (So) {
			var e = Va;
			if (e !== null) throw e;
		}
	}
	function wo(e, t, n, r) {
		So = !1;
		var i = e.updateQueue;
		ho = !1;
		var a = i.firstBaseUpdate, o = i.lastBaseUpdate, s = i.shared.pending;
		if (s !== null) {
			i.shared.pending = null;
			var c = s, l = c.next;
			c.next = null, o === null ? a = l : o.next = l, o = c;
			var u = e.alternate;
			u !== null && (u = u.updateQueue, s = u.lastBaseUpdate, s !== o && (s === null ? u.firstBaseUpdate = l : s.next = l, u.lastBaseUpdate = c));
		}
		if (a !== null) {
			var d = i.baseState;
			o = 0, u = l = c = null, s = a;
			do {
				var f = s.lane & -536870913, p = f !== s.lane;
				if (p ? (Y & f) === f : (r & f) === f) {
					f !== 0 && f === Ba && (So = !0), u !== null && (u = u.next = {
						lane: 0,
						tag: s.tag,
						payload: s.payload,
						callback: null,
						next: null
					});
					a: {
						var m = e, h = s;
						f = t;
						var g = n;
						switch (h.tag) {
							case 1:
								if (m = h.payload, typeof m == "function") {
									d = m.call(g, d, f);
									break a;
								}
								d = m;
								break a;
							case 3: m.flags = m.flags & -65537 | 128;
							case 0:
								if (m = h.payload, f = typeof m == "function" ? m.call(g, d, f) : m, f == null) break a;
								d = D({}, d, f);
								break a;
							case 2: ho = !0;
						}
					}
					f = s.callback, f !== null && (e.flags |= 64, p && (e.flags |= 8192), p = i.callbacks, p === null ? i.callbacks = [f] : p.push(f));
				} else p = {
					lane: f,
					tag: s.tag,
					payload: s.payload,
					callback: s.callback,
					next: null
				}, u === null ? (l = u = p, c = d) : u = u.next = p, o |= f;
				if (s = s.next, s === null) {
					if (s = i.shared.pending, s === null) break;
					p = s, s = p.next, p.next = null, i.lastBaseUpdate = p, i.shared.pending = null;
				}
			} while (1);
			u === null && (c = d), i.baseState = c, i.firstBaseUpdate = l, i.lastBaseUpdate = u, a === null && (i.shared.lanes = 0), od |= o, e.lanes = o, e.memoizedState = d;
		}
	}
	function To(e, t) {
		if (typeof e != "function") throw Error(i(191, e));
		e.call(t);
	}
	function Eo(e, t) {
		var n = e.callbacks;
		if (n !== null) for (e.callbacks = null, e = 0; e < n.length; e++) To(n[e], t);
	}
	var Do = ve(null), Oo = ve(0);
	function ko(e, t) {
		e = id, be(Oo, e), be(Do, t), id = e | t.baseLanes;
	}
	function B() {
		be(Oo, id), be(Do, Do.current);
	}
	function Ao() {
		id = Oo.current, ye(Do), ye(Oo);
	}
	var jo = ve(null), Mo = null;
	function No(e) {
		var t = e.alternate;
		be(Ro, Ro.current & 1), be(jo, e), Mo === null && (t === null || Do.current !== null || t.memoizedState !== null) && (Mo = e);
	}
	function Po(e) {
		be(Ro, Ro.current), be(jo, e), Mo === null && (Mo = e);
	}
	function Fo(e) {
		e.tag === 22 ? (be(Ro, Ro.current), be(jo, e), Mo === null && (Mo = e)) : Io();
	}
	function Io() {
		be(Ro, Ro.current), be(jo, jo.current);
	}
	function Lo(e) {
		ye(jo), Mo === e && (Mo = null), ye(Ro);
	}
	var Ro = ve(0);
	function zo(e, t) {
		be(jo, jo.current), be(Ro, t);
	}
	function Bo(e) {
		ye(Ro), ye(jo), Mo === e && (Mo = null);
	}
	function Vo(e) {
		for (var t = e; t !== null;) {
			if (t.tag === 13) {
				var n = t.memoizedState;
				if (n !== null && (n = n.dehydrated, n === null || om(n) || sm(n))) return t;
			} else if (t.tag === 19 && t.memoizedProps.revealOrder !== "independent") {
				if (t.flags & 128) return t;
			} else if (t.child !== null) {
				t.child.return = t, t = t.child;
				continue;
			}
			if (t === e) break;
			for (; t.sibling === null;) {
				if (t.return === null || t.return === e) return null;
				t = t.return;
			}
			t.sibling.return = t.return, t = t.sibling;
		}
		return null;
	}
	var Ho = 0, V = null, H = null, Uo = null, Wo = !1, Go = !1, Ko = !1, qo = 0, Jo = 0, Yo = null, Xo = 0;
	function Zo() {
		throw Error(i(321));
	}
	function Qo(e, t) {
		if (t === null) return !1;
		for (var n = 0; n < t.length && n < e.length; n++) if (!Hr(e[n], t[n])) return !1;
		return !0;
	}
	function $o(e, t, n, r, i, a) {
		return Ho = a, V = t, t.memoizedState = null, t.updateQueue = null, t.lanes = 0, I.H = e === null || e.memoizedState === null ? gc : _c, Ko = !1, a = n(r, i), Ko = !1, Go && (a = ts(t, n, r, i)), es(e), a;
	}
	function es(e) {
		I.H = hc;
		var t = H !== null && H.next !== null;
		if (Ho = 0, Uo = H = V = null, Wo = !1, Jo = 0, Yo = null, t) throw Error(i(300));
		e === null || Pc || (e = e.dependencies, e !== null && wa(e) && (Pc = !0));
	}
	function ts(e, t, n, r) {
		V = e;
		var a = 0;
		do {
			if (Go && (Yo = null), Jo = 0, Go = !1, 25 <= a) throw Error(i(301));
			if (a += 1, Uo = H = null, e.updateQueue != null) {
				var o = e.updateQueue;
				o.lastEffect = null, o.events = null, o.stores = null, o.memoCache != null && (o.memoCache.index = 0);
			}
			I.H = vc, o = t(n, r);
		} while (Go);
		return o;
	}
	function ns() {
		var e = I.H, t = e.useState()[0];
		return t = typeof t.then == "function" ? ls(t) : t, e = e.useState()[0], (H === null ? null : H.memoizedState) !== e && (V.flags |= 1024), t;
	}
	function rs() {
		var e = qo !== 0;
		return qo = 0, e;
	}
	function is(e, t, n) {
		t.updateQueue = e.updateQueue, t.flags &= -2053, e.lanes &= ~n;
	}
	function as(e) {
		if (Wo) {
			for (e = e.memoizedState; e !== null;) {
				var t = e.queue;
				t !== null && (t.pending = null), e = e.next;
			}
			Wo = !1;
		}
		Ho = 0, Uo = H = V = null, Go = !1, Jo = qo = 0, Yo = null;
	}
	function os() {
		var e = {
			memoizedState: null,
			baseState: null,
			baseQueue: null,
			queue: null,
			next: null
		};
		return Uo === null ? V.memoizedState = Uo = e : Uo = Uo.next = e, Uo;
	}
	function ss() {
		if (H === null) {
			var e = V.alternate;
			e = e === null ? null : e.memoizedState;
		} else e = H.next;
		var t = Uo === null ? V.memoizedState : Uo.next;
		if (t !== null) Uo = t, H = e;
		else {
			if (e === null) throw V.alternate === null ? Error(i(467)) : Error(i(310));
			H = e, e = {
				memoizedState: H.memoizedState,
				baseState: H.baseState,
				baseQueue: H.baseQueue,
				queue: H.queue,
				next: null
			}, Uo === null ? V.memoizedState = Uo = e : Uo = Uo.next = e;
		}
		return Uo;
	}
	function cs() {
		return {
			lastEffect: null,
			events: null,
			stores: null,
			memoCache: null
		};
	}
	function ls(e) {
		var t = Jo;
		return Jo += 1, Yo === null && (Yo = []), e = to(Yo, e, t), t = V, (Uo === null ? t.memoizedState : Uo.next) === null && (t = t.alternate, I.H = t === null || t.memoizedState === null ? gc : _c), e;
	}
	function us(e) {
		if (typeof e == "object" && e) {
			if (typeof e.then == "function") return ls(e);
			if (e.$$typeof === le) return;
			if (e.$$typeof === P) return Ea(e);
		}
		throw Error(i(438, String(e)));
	}
	function ds(e) {
		var t = null, n = V.updateQueue;
		if (n !== null && (t = n.memoCache), t == null) {
			var r = V.alternate;
			r !== null && (r = r.updateQueue, r !== null && (r = r.memoCache, r != null && (t = {
				data: r.data.map(function(e) {
					return e.slice();
				}),
				index: 0
			})));
		}
		if (t ??= {
			data: [],
			index: 0
		}, n === null && (n = cs(), V.updateQueue = n), n.memoCache = t, n = t.data[t.index], n === void 0) for (n = t.data[t.index] = Array(e), r = 0; r < e; r++) n[r] = se;
		return t.index++, n;
	}
	function fs(e, t) {
		return typeof t == "function" ? t(e) : t;
	}
	function ps(e) {
		return ms(ss(), H, e);
	}
	function ms(e, t, n) {
		var r = e.queue;
		if (r === null) throw Error(i(311));
		r.lastRenderedReducer = n;
		var a = e.baseQueue, o = r.pending;
		if (o !== null) {
			if (a !== null) {
				var s = a.next;
				a.next = o.next, o.next = s;
			}
			t.baseQueue = a = o, r.pending = null;
		}
		if (o = e.baseState, a === null) e.memoizedState = o;
		else {
			t = a.next;
			var c = s = null, l = null, u = t, d = !1;
			do {
				var f = u.lane & -536870913;
				if (f === u.lane ? (Ho & f) === f : (Y & f) === f) {
					var p = u.revertLane;
					if (p === 0) l !== null && (l = l.next = {
						lane: 0,
						revertLane: 0,
						gesture: null,
						action: u.action,
						hasEagerState: u.hasEagerState,
						eagerState: u.eagerState,
						next: null
					}), f === Ba && (d = !0);
					else if ((Ho & p) === p) {
						u = u.next, p === Ba && (d = !0);
						continue;
					} else f = {
						lane: 0,
						revertLane: u.revertLane,
						gesture: null,
						action: u.action,
						hasEagerState: u.hasEagerState,
						eagerState: u.eagerState,
						next: null
					}, l === null ? (c = l = f, s = o) : l = l.next = f, V.lanes |= p, od |= p;
					f = u.action, Ko && n(o, f), o = u.hasEagerState ? u.eagerState : n(o, f);
				} else p = {
					lane: f,
					revertLane: u.revertLane,
					gesture: u.gesture,
					action: u.action,
					hasEagerState: u.hasEagerState,
					eagerState: u.eagerState,
					next: null
				}, l === null ? (c = l = p, s = o) : l = l.next = p, V.lanes |= f, od |= f;
				u = u.next;
			} while (u !== null && u !== t);
			if (l === null ? s = o : l.next = c, !Hr(o, e.memoizedState) && (Pc = !0, d && (n = Va, n !== null))) throw n;
			e.memoizedState = o, e.baseState = s, e.baseQueue = l, r.lastRenderedState = o;
		}
		return a === null && (r.lanes = 0), [e.memoizedState, r.dispatch];
	}
	function hs(e) {
		var t = ss(), n = t.queue;
		if (n === null) throw Error(i(311));
		n.lastRenderedReducer = e;
		var r = n.dispatch, a = n.pending, o = t.memoizedState;
		if (a !== null) {
			n.pending = null;
			var s = a = a.next;
			do
				o = e(o, s.action), s = s.next;
			while (s !== a);
			Hr(o, t.memoizedState) || (Pc = !0), t.memoizedState = o, t.baseQueue === null && (t.baseState = o), n.lastRenderedState = o;
		}
		return [o, r];
	}
	function gs(e, t, n) {
		var r = V, a = ss(), o = z;
		if (o) {
			if (n === void 0) throw Error(i(407));
			n = n();
		} else n = t();
		var s = !Hr((H || a).memoizedState, n);
		if (s && (a.memoizedState = n, Pc = !0), a = a.queue, Vs(ys.bind(null, r, a, e), [e]), e = a.getSnapshot !== t || s || Uo !== null && !!(Uo.memoizedState.tag & 1), Is(e ? 9 : 8, { destroy: void 0 }, vs.bind(null, r, a, n, t), null), e) {
			if (r.flags |= 2048, $u === null) throw Error(i(349));
			o || Ho & 127 || _s(r, t, n);
		}
		return n;
	}
	function _s(e, t, n) {
		e.flags |= 16384, e = {
			getSnapshot: t,
			value: n
		}, t = V.updateQueue, t === null ? (t = cs(), V.updateQueue = t, t.stores = [e]) : (n = t.stores, n === null ? t.stores = [e] : n.push(e));
	}
	function vs(e, t, n, r) {
		t.value = n, t.getSnapshot = r, bs(t) && xs(e);
	}
	function ys(e, t, n) {
		return n(function() {
			bs(t) && xs(e);
		});
	}
	function bs(e) {
		var t = e.getSnapshot;
		e = e.value;
		try {
			var n = t();
			return !Hr(e, n);
		} catch {
			return !0;
		}
	}
	function xs(e) {
		var t = Oi(e, 2);
		t !== null && Pd(t, e, 2);
	}
	function Ss(e) {
		var t = os();
		if (typeof e == "function") {
			var n = e;
			if (e = n(), Ko) {
				Qe(!0);
				try {
					n();
				} finally {
					Qe(!1);
				}
			}
		}
		return t.memoizedState = t.baseState = e, t.queue = {
			pending: null,
			lanes: 0,
			dispatch: null,
			lastRenderedReducer: fs,
			lastRenderedState: e
		}, t;
	}
	function Cs(e, t, n, r) {
		return e.baseState = n, ms(e, H, typeof r == "function" ? r : fs);
	}
	function ws(e, t, n, r, a) {
		if (fc(e)) throw Error(i(485));
		if (e = t.action, e !== null) {
			var o = {
				payload: a,
				action: e,
				next: null,
				isTransition: !0,
				status: "pending",
				value: null,
				reason: null,
				listeners: [],
				then: function(e) {
					o.listeners.push(e);
				}
			};
			I.T === null ? o.isTransition = !1 : n(!0), r(o), n = t.pending, n === null ? (o.next = t.pending = o, Ts(t, o)) : (o.next = n.next, t.pending = n.next = o);
		}
	}
	function Ts(e, t) {
		var n = t.action, r = t.payload, i = e.state;
		if (t.isTransition) {
			var a = I.T, o = {};
			o.types = a === null ? null : a.types, I.T = o;
			try {
				var s = n(i, r), c = I.S;
				c !== null && c(o, s), Es(e, t, s);
			} catch (n) {
				Os(e, t, n);
			} finally {
				a !== null && o.types !== null && (a.types = o.types), I.T = a;
			}
		} else try {
			a = n(i, r), Es(e, t, a);
		} catch (n) {
			Os(e, t, n);
		}
	}
	function Es(e, t, n) {
		typeof n == "object" && n && typeof n.then == "function" ? n.then(function(n) {
			Ds(e, t, n);
		}, function(n) {
			return Os(e, t, n);
		}) : Ds(e, t, n);
	}
	function Ds(e, t, n) {
		t.status = "fulfilled", t.value = n, ks(t), e.state = n, t = e.pending, t !== null && (n = t.next, n === t ? e.pending = null : (n = n.next, t.next = n, Ts(e, n)));
	}
	function Os(e, t, n) {
		var r = e.pending;
		if (e.pending = null, r !== null) {
			r = r.next;
			do
				t.status = "rejected", t.reason = n, ks(t), t = t.next;
			while (t !== r);
		}
		e.action = null;
	}
	function ks(e) {
		e = e.listeners;
		for (var t = 0; t < e.length; t++) (0, e[t])();
	}
	function As(e, t) {
		return t;
	}
	function js(e, t) {
		if (z) {
			var n = $u.formState;
			if (n !== null) {
				a: {
					var r = V;
					if (z) {
						if (aa) {
							b: {
								for (var i = aa, a = sa; i.nodeType !== 8;) if (!a || (i = lm(i.nextSibling), i === null)) {
									i = null;
									break b;
								}
								a = i.data, i = a === "F!" || a === "F" ? i : null;
							}
							if (i) {
								aa = lm(i.nextSibling), r = i.data === "F!";
								break a;
							}
						}
						la(r);
					}
					r = !1;
				}
				r && (t = n[0]);
			}
		}
		return n = os(), n.memoizedState = n.baseState = t, r = {
			pending: null,
			lanes: 0,
			dispatch: null,
			lastRenderedReducer: As,
			lastRenderedState: t
		}, n.queue = r, n = lc.bind(null, V, r), r.dispatch = n, r = Ss(!1), a = dc.bind(null, V, !1, r.queue), r = os(), i = {
			state: t,
			dispatch: null,
			action: e,
			pending: null
		}, r.queue = i, n = ws.bind(null, V, i, a, n), i.dispatch = n, r.memoizedState = e, [
			t,
			n,
			!1
		];
	}
	function Ms(e) {
		return Ns(ss(), H, e);
	}
	function Ns(e, t, n) {
		if (t = ms(e, t, As)[0], e = ps(fs)[0], typeof t == "object" && t && typeof t.then == "function") try {
			var r = ls(t);
		} catch (e) {
			throw e === Xa ? Qa : e;
		}
		else r = t;
		t = ss();
		var i = t.queue, a = i.dispatch;
		return n !== t.memoizedState && (V.flags |= 2048, Is(9, { destroy: void 0 }, Ps.bind(null, i, n), null)), [
			r,
			a,
			e
		];
	}
	function Ps(e, t) {
		e.action = t;
	}
	function Fs(e) {
		var t = ss(), n = H;
		if (n !== null) return Ns(t, n, e);
		ss(), t = t.memoizedState, n = ss();
		var r = n.queue.dispatch;
		return n.memoizedState = e, [
			t,
			r,
			!1
		];
	}
	function Is(e, t, n, r) {
		return e = {
			tag: e,
			create: n,
			deps: r,
			inst: t,
			next: null
		}, t = V.updateQueue, t === null && (t = cs(), V.updateQueue = t), n = t.lastEffect, n === null ? t.lastEffect = e.next = e : (r = n.next, n.next = e, e.next = r, t.lastEffect = e), e;
	}
	function Ls() {
		return ss().memoizedState;
	}
	function Rs(e, t, n, r) {
		var i = os();
		V.flags |= e, i.memoizedState = Is(1 | t, { destroy: void 0 }, n, r === void 0 ? null : r);
	}
	function zs(e, t, n, r) {
		var i = ss();
		r = r === void 0 ? null : r;
		var a = i.memoizedState.inst;
		H !== null && r !== null && Qo(r, H.memoizedState.deps) ? i.memoizedState = Is(t, a, n, r) : (V.flags |= e, i.memoizedState = Is(1 | t, a, n, r));
	}
	function Bs(e, t) {
		Rs(8390656, 8, e, t);
	}
	function Vs(e, t) {
		zs(2048, 8, e, t);
	}
	function Hs(e) {
		V.flags |= 4;
		var t = V.updateQueue;
		if (t === null) t = cs(), V.updateQueue = t, t.events = [e];
		else {
			var n = t.events;
			n === null ? t.events = [e] : n.push(e);
		}
	}
	function Us(e) {
		var t = ss().memoizedState;
		return Hs({
			ref: t,
			nextImpl: e
		}), function() {
			if (q & 2) throw Error(i(440));
			return t.impl.apply(void 0, arguments);
		};
	}
	function Ws(e, t) {
		return zs(4, 2, e, t);
	}
	function Gs(e, t) {
		return zs(4, 4, e, t);
	}
	function Ks(e, t) {
		if (typeof t == "function") {
			e = e();
			var n = t(e);
			return function() {
				typeof n == "function" ? n() : t(null);
			};
		}
		if (t != null) return e = e(), t.current = e, function() {
			t.current = null;
		};
	}
	function qs(e, t, n) {
		n = n == null ? null : n.concat([e]), zs(4, 4, Ks.bind(null, t, e), n);
	}
	function Js() {}
	function Ys(e, t) {
		var n = ss();
		t = t === void 0 ? null : t;
		var r = n.memoizedState;
		return t !== null && Qo(t, r[1]) ? r[0] : (n.memoizedState = [e, t], e);
	}
	function Xs(e, t) {
		var n = ss();
		t = t === void 0 ? null : t;
		var r = n.memoizedState;
		if (t !== null && Qo(t, r[1])) return r[0];
		if (r = e(), Ko) {
			Qe(!0);
			try {
				e();
			} finally {
				Qe(!1);
			}
		}
		return n.memoizedState = [r, t], r;
	}
	function Zs(e, t, n) {
		return n === void 0 || Ho & 1073741824 && !(Y & 261930) ? e.memoizedState = t : (e.memoizedState = n, e = Md(), V.lanes |= e, od |= e, n);
	}
	function Qs(e, t, n, r) {
		return Hr(n, t) ? n : Do.current === null ? !(Ho & 106) || Ho & 1073741824 && !(Y & 261930) ? (Pc = !0, e.memoizedState = n) : (e = Md(), V.lanes |= e, od |= e, t) : (e = Zs(e, n, r), Hr(e, t) || (Pc = !0), e);
	}
	function $s(e, t, n, r, i) {
		var a = L.p;
		L.p = a !== 0 && 8 > a ? a : 8;
		var o = I.T, s = {};
		s.types = o === null ? null : o.types, I.T = s, dc(e, !1, t, n);
		try {
			var c = i(), l = I.S;
			l !== null && l(s, c), typeof c == "object" && c && typeof c.then == "function" ? uc(e, t, Wa(c, r), jd(e)) : uc(e, t, r, jd(e));
		} catch (n) {
			uc(e, t, {
				then: function() {},
				status: "rejected",
				reason: n
			}, jd());
		} finally {
			L.p = a, o !== null && s.types !== null && (o.types = s.types), I.T = o;
		}
	}
	function ec() {}
	function tc(e, t, n, r) {
		if (e.tag !== 5) throw Error(i(476));
		var a = nc(e).queue;
		$s(e, a, t, he, n === null ? ec : function() {
			return rc(e), n(r);
		});
	}
	function nc(e) {
		var t = e.memoizedState;
		if (t !== null) return t;
		t = {
			memoizedState: he,
			baseState: he,
			baseQueue: null,
			queue: {
				pending: null,
				lanes: 0,
				dispatch: null,
				lastRenderedReducer: fs,
				lastRenderedState: he
			},
			next: null
		};
		var n = {};
		return t.next = {
			memoizedState: n,
			baseState: n,
			baseQueue: null,
			queue: {
				pending: null,
				lanes: 0,
				dispatch: null,
				lastRenderedReducer: fs,
				lastRenderedState: n
			},
			next: null
		}, e.memoizedState = t, e = e.alternate, e !== null && (e.memoizedState = t), t;
	}
	function rc(e) {
		var t = nc(e);
		t.next === null && (t = e.alternate.memoizedState), uc(e, t.next.queue, {}, jd());
	}
	function ic() {
		return Ea(sh);
	}
	function ac() {
		return ss().memoizedState;
	}
	function oc() {
		return ss().memoizedState;
	}
	function sc(e) {
		for (var t = e.return; t !== null;) {
			switch (t.tag) {
				case 24:
				case 3:
					var n = jd();
					e = vo(n);
					var r = yo(t, e, n);
					r !== null && (Pd(r, t, n), bo(r, t, n)), t = { cache: Na() }, e.payload = t;
					return;
			}
			t = t.return;
		}
	}
	function cc(e, t, n) {
		var r = jd();
		n = {
			lane: r,
			revertLane: 0,
			gesture: null,
			action: n,
			hasEagerState: !1,
			eagerState: null,
			next: null
		}, fc(e) ? pc(t, n) : (n = Di(e, t, n, r), n !== null && (Pd(n, e, r), mc(n, t, r)));
	}
	function lc(e, t, n) {
		uc(e, t, n, jd());
	}
	function uc(e, t, n, r) {
		var i = {
			lane: r,
			revertLane: 0,
			gesture: null,
			action: n,
			hasEagerState: !1,
			eagerState: null,
			next: null
		};
		if (fc(e)) pc(t, i);
		else {
			var a = e.alternate;
			if (e.lanes === 0 && (a === null || a.lanes === 0) && (a = t.lastRenderedReducer, a !== null)) try {
				var o = t.lastRenderedState, s = a(o, n);
				if (i.hasEagerState = !0, i.eagerState = s, Hr(s, o)) return Ei(e, t, i, 0), $u === null && Ti(), !1;
			} catch {}
			if (n = Di(e, t, i, r), n !== null) return Pd(n, e, r), mc(n, t, r), !0;
		}
		return !1;
	}
	function dc(e, t, n, r) {
		if (r = {
			lane: 2,
			revertLane: Pf(),
			gesture: null,
			action: r,
			hasEagerState: !1,
			eagerState: null,
			next: null
		}, fc(e)) {
			if (t) throw Error(i(479));
		} else t = Di(e, n, r, 2), t !== null && Pd(t, e, 2);
	}
	function fc(e) {
		var t = e.alternate;
		return e === V || t !== null && t === V;
	}
	function pc(e, t) {
		Go = Wo = !0;
		var n = e.pending;
		n === null ? t.next = t : (t.next = n.next, n.next = t), e.pending = t;
	}
	function mc(e, t, n) {
		if (n & 4194048) {
			var r = t.lanes;
			r &= e.pendingLanes, n |= r, t.lanes = n, gt(e, n);
		}
	}
	var hc = {
		readContext: Ea,
		use: us,
		useCallback: Zo,
		useContext: Zo,
		useEffect: Zo,
		useImperativeHandle: Zo,
		useLayoutEffect: Zo,
		useInsertionEffect: Zo,
		useMemo: Zo,
		useReducer: Zo,
		useRef: Zo,
		useState: Zo,
		useDebugValue: Zo,
		useDeferredValue: Zo,
		useTransition: Zo,
		useSyncExternalStore: Zo,
		useId: Zo,
		useHostTransitionStatus: Zo,
		useFormState: Zo,
		useActionState: Zo,
		useOptimistic: Zo,
		useMemoCache: Zo,
		useCacheRefresh: Zo,
		useEffectEvent: Zo
	}, gc = {
		readContext: Ea,
		use: us,
		useCallback: function(e, t) {
			return os().memoizedState = [e, t === void 0 ? null : t], e;
		},
		useContext: Ea,
		useEffect: Bs,
		useImperativeHandle: function(e, t, n) {
			n = n == null ? null : n.concat([e]), Rs(4194308, 4, Ks.bind(null, t, e), n);
		},
		useLayoutEffect: function(e, t) {
			return Rs(4194308, 4, e, t);
		},
		useInsertionEffect: function(e, t) {
			Rs(4, 2, e, t);
		},
		useMemo: function(e, t) {
			var n = os();
			t = t === void 0 ? null : t;
			var r = e();
			if (Ko) {
				Qe(!0);
				try {
					e();
				} finally {
					Qe(!1);
				}
			}
			return n.memoizedState = [r, t], r;
		},
		useReducer: function(e, t, n) {
			var r = os();
			if (n !== void 0) {
				var i = n(t);
				if (Ko) {
					Qe(!0);
					try {
						n(t);
					} finally {
						Qe(!1);
					}
				}
			} else i = t;
			return r.memoizedState = r.baseState = i, e = {
				pending: null,
				lanes: 0,
				dispatch: null,
				lastRenderedReducer: e,
				lastRenderedState: i
			}, r.queue = e, e = e.dispatch = cc.bind(null, V, e), [r.memoizedState, e];
		},
		useRef: function(e) {
			var t = os();
			return e = { current: e }, t.memoizedState = e;
		},
		useState: function(e) {
			e = Ss(e);
			var t = e.queue, n = lc.bind(null, V, t);
			return t.dispatch = n, [e.memoizedState, n];
		},
		useDebugValue: Js,
		useDeferredValue: function(e, t) {
			return Zs(os(), e, t);
		},
		useTransition: function() {
			var e = Ss(!1);
			return e = $s.bind(null, V, e.queue, !0, !1), os().memoizedState = e, [!1, e];
		},
		useSyncExternalStore: function(e, t, n) {
			var r = V, a = os();
			if (z) {
				if (n === void 0) throw Error(i(407));
				n = n();
			} else {
				if (n = t(), $u === null) throw Error(i(349));
				Y & 127 || _s(r, t, n);
			}
			a.memoizedState = n;
			var o = {
				value: n,
				getSnapshot: t
			};
			return a.queue = o, Bs(ys.bind(null, r, o, e), [e]), r.flags |= 2048, Is(9, { destroy: void 0 }, vs.bind(null, r, o, n, t), null), n;
		},
		useId: function() {
			var e = os(), t = $u.identifierPrefix;
			if (z) {
				var n = Qi, r = Zi;
				n = (r & ~(1 << 32 - $e(r) - 1)).toString(32) + n, t = "_" + t + "R_" + n, n = qo++, 0 < n && (t += "H" + n.toString(32)), t += "_";
			} else n = Xo++, t = "_" + t + "r_" + n.toString(32) + "_";
			return e.memoizedState = t;
		},
		useHostTransitionStatus: ic,
		useFormState: js,
		useActionState: js,
		useOptimistic: function(e) {
			var t = os();
			t.memoizedState = t.baseState = e;
			var n = {
				pending: null,
				lanes: 0,
				dispatch: null,
				lastRenderedReducer: null,
				lastRenderedState: null
			};
			return t.queue = n, t = dc.bind(null, V, !0, n), n.dispatch = t, [e, t];
		},
		useMemoCache: ds,
		useCacheRefresh: function() {
			return os().memoizedState = sc.bind(null, V);
		},
		useEffectEvent: function(e) {
			var t = os(), n = { impl: e };
			return t.memoizedState = n, function() {
				if (q & 2) throw Error(i(440));
				return n.impl.apply(void 0, arguments);
			};
		}
	}, _c = {
		readContext: Ea,
		use: us,
		useCallback: Ys,
		useContext: Ea,
		useEffect: Vs,
		useImperativeHandle: qs,
		useInsertionEffect: Ws,
		useLayoutEffect: Gs,
		useMemo: Xs,
		useReducer: ps,
		useRef: Ls,
		useState: function() {
			return ps(fs);
		},
		useDebugValue: Js,
		useDeferredValue: function(e, t) {
			return Qs(ss(), H.memoizedState, e, t);
		},
		useTransition: function() {
			var e = ps(fs)[0], t = ss().memoizedState;
			return [typeof e == "boolean" ? e : ls(e), t];
		},
		useSyncExternalStore: gs,
		useId: ac,
		useHostTransitionStatus: ic,
		useFormState: Ms,
		useActionState: Ms,
		useOptimistic: function(e, t) {
			return Cs(ss(), H, e, t);
		},
		useMemoCache: ds,
		useCacheRefresh: oc,
		useEffectEvent: Us
	}, vc = {
		readContext: Ea,
		use: us,
		useCallback: Ys,
		useContext: Ea,
		useEffect: Vs,
		useImperativeHandle: qs,
		useInsertionEffect: Ws,
		useLayoutEffect: Gs,
		useMemo: Xs,
		useReducer: hs,
		useRef: Ls,
		useState: function() {
			return hs(fs);
		},
		useDebugValue: Js,
		useDeferredValue: function(e, t) {
			var n = ss();
			return H === null ? Zs(n, e, t) : Qs(n, H.memoizedState, e, t);
		},
		useTransition: function() {
			var e = hs(fs)[0], t = ss().memoizedState;
			return [typeof e == "boolean" ? e : ls(e), t];
		},
		useSyncExternalStore: gs,
		useId: ac,
		useHostTransitionStatus: ic,
		useFormState: Fs,
		useActionState: Fs,
		useOptimistic: function(e, t) {
			var n = ss();
			return H === null ? (n.baseState = e, [e, n.queue.dispatch]) : Cs(n, H, e, t);
		},
		useMemoCache: ds,
		useCacheRefresh: oc,
		useEffectEvent: Us
	};
	function yc(e, t, n, r) {
		t = e.memoizedState, n = n(r, t), n = n == null ? t : D({}, t, n), e.memoizedState = n, e.lanes === 0 && (e.updateQueue.baseState = n);
	}
	var bc = {
		enqueueSetState: function(e, t, n) {
			e = e._reactInternals;
			var r = jd(), i = vo(r);
			i.payload = t, n != null && (i.callback = n), t = yo(e, i, r), t !== null && (Pd(t, e, r), bo(t, e, r));
		},
		enqueueReplaceState: function(e, t, n) {
			e = e._reactInternals;
			var r = jd(), i = vo(r);
			i.tag = 1, i.payload = t, n != null && (i.callback = n), t = yo(e, i, r), t !== null && (Pd(t, e, r), bo(t, e, r));
		},
		enqueueForceUpdate: function(e, t) {
			e = e._reactInternals;
			var n = jd(), r = vo(n);
			r.tag = 2, t != null && (r.callback = t), t = yo(e, r, n), t !== null && (Pd(t, e, n), bo(t, e, n));
		}
	};
	function xc(e, t, n, r, i, a, o) {
		return e = e.stateNode, typeof e.shouldComponentUpdate == "function" ? e.shouldComponentUpdate(r, a, o) : t.prototype && t.prototype.isPureReactComponent ? !Ur(n, r) || !Ur(i, a) : !0;
	}
	function Sc(e, t, n, r) {
		e = t.state, typeof t.componentWillReceiveProps == "function" && t.componentWillReceiveProps(n, r), typeof t.UNSAFE_componentWillReceiveProps == "function" && t.UNSAFE_componentWillReceiveProps(n, r), t.state !== e && bc.enqueueReplaceState(t, t.state, null);
	}
	function Cc(e, t) {
		var n = t;
		if ("ref" in t) for (var r in n = {}, t) r !== "ref" && (n[r] = t[r]);
		if (e = e.defaultProps) for (var i in n === t && (n = D({}, n)), e) n[i] === void 0 && (n[i] = e[i]);
		return n;
	}
	function wc(e) {
		xi(e);
	}
	function Tc(e) {
		console.error(e);
	}
	function Ec(e) {
		xi(e);
	}
	function Dc(e, t) {
		try {
			var n = e.onUncaughtError;
			n(t.value, { componentStack: t.stack });
		} catch (e) {
			setTimeout(function() {
				throw e;
			});
		}
	}
	function Oc(e, t, n) {
		try {
			var r = e.onCaughtError;
			r(n.value, {
				componentStack: n.stack,
				errorBoundary: t.tag === 1 ? t.stateNode : null
			});
		} catch (e) {
			setTimeout(function() {
				throw e;
			});
		}
	}
	function kc(e, t, n) {
		return n = vo(n), n.tag = 3, n.payload = { element: null }, n.callback = function() {
			Dc(e, t);
		}, n;
	}
	function Ac(e) {
		return e = vo(e), e.tag = 3, e;
	}
	function jc(e, t, n, r) {
		var i = n.type.getDerivedStateFromError;
		if (typeof i == "function") {
			var a = r.value;
			e.payload = function() {
				return i(a);
			}, e.callback = function() {
				Oc(t, n, r);
			};
		}
		var o = n.stateNode;
		o !== null && typeof o.componentDidCatch == "function" && (e.callback = function() {
			Oc(t, n, r), typeof i != "function" && (vd === null ? vd = /* @__PURE__ */ new Set([this]) : vd.add(this));
			var e = r.stack;
			this.componentDidCatch(r.value, { componentStack: e === null ? "" : e });
		});
	}
	function Mc(e, t, n, r, a) {
		if (n.flags |= 32768, typeof r == "object" && r && typeof r.then == "function") {
			if (t = n.alternate, t !== null && Ca(t, n, a, !0), n = jo.current, n !== null) {
				switch (n.tag) {
					case 31:
					case 13:
					case 19: return Mo === null ? Kd() : n.alternate === null && ad === 0 && (ad = 3), n.flags &= -257, n.flags |= 65536, n.lanes = a, r === $a ? n.flags |= 16384 : (t = n.updateQueue, t === null ? n.updateQueue = /* @__PURE__ */ new Set([r]) : t.add(r), mf(e, r, a)), !1;
					case 22: return n.flags |= 65536, r === $a ? n.flags |= 16384 : (t = n.updateQueue, t === null ? (t = {
						transitions: null,
						markerInstances: null,
						retryQueue: /* @__PURE__ */ new Set([r])
					}, n.updateQueue = t) : (n = t.retryQueue, n === null ? t.retryQueue = /* @__PURE__ */ new Set([r]) : n.add(r)), mf(e, r, a)), !1;
				}
				throw Error(i(435, n.tag));
			}
			return mf(e, r, a), Kd(), !1;
		}
		if (z) return t = jo.current, t === null ? (r !== ca && (t = Error(i(423), { cause: r }), ha(Ui(t, n))), e = e.current.alternate, e.flags |= 65536, a &= -a, e.lanes |= a, r = Ui(r, n), a = kc(e.stateNode, r, a), xo(e, a), ad !== 4 && (ad = 2)) : (!(t.flags & 65536) && (t.flags |= 256), t.flags |= 65536, t.lanes = a, r !== ca && (e = Error(i(422), { cause: r }), ha(Ui(e, n)))), !1;
		var o = Error(i(520), { cause: r });
		if (o = Ui(o, n), dd === null ? dd = [o] : dd.push(o), ad !== 4 && (ad = 2), t === null) return !0;
		r = Ui(r, n), n = t;
		do {
			switch (n.tag) {
				case 3: return n.flags |= 65536, e = a & -a, n.lanes |= e, e = kc(n.stateNode, r, e), xo(n, e), !1;
				case 1:
					if (t = n.type, o = n.stateNode, !(n.flags & 128) && (typeof t.getDerivedStateFromError == "function" || o !== null && typeof o.componentDidCatch == "function" && (vd === null || !vd.has(o)))) return n.flags |= 65536, a &= -a, n.lanes |= a, a = Ac(a), jc(a, e, n, r), xo(n, a), !1;
					break;
				case 22: if (n.memoizedState !== null) return n.flags |= 65536, !1;
			}
			n = n.return;
		} while (n !== null);
		return !1;
	}
	var Nc = Error(i(461)), Pc = !1;
	function Fc(e, t, n, r) {
		t.child = e === null ? mo(t, null, n, r) : po(t, e.child, n, r);
	}
	function Ic(e, t, n, r, i) {
		n = n.render;
		var a = t.ref;
		if ("ref" in r) {
			var o = {};
			for (var s in r) s !== "ref" && (o[s] = r[s]);
		} else o = r;
		return Ta(t), r = $o(e, t, n, o, a, i), s = rs(), e !== null && !Pc ? (is(e, t, i), ul(e, t, i)) : (z && s && ta(t), t.flags |= 1, Fc(e, t, r, i), t.child);
	}
	function Lc(e, t, n, r, i) {
		if (e === null) {
			var a = n.type;
			return typeof a == "function" && !Pi(a) && a.defaultProps === void 0 && n.compare === null ? (t.tag = 15, t.type = a, Rc(e, t, a, r, i)) : (e = Li(n.type, null, r, t, t.mode, i), e.ref = t.ref, e.return = t, t.child = e);
		}
		if (a = e.child, !dl(e, i)) {
			var o = a.memoizedProps;
			if (n = n.compare, n = n === null ? Ur : n, n(o, r) && e.ref === t.ref) return ul(e, t, i);
		}
		return t.flags |= 1, e = Fi(a, r), e.ref = t.ref, e.return = t, t.child = e;
	}
	function Rc(e, t, n, r, i) {
		if (e !== null) {
			var a = e.memoizedProps;
			if (Ur(a, r) && e.ref === t.ref) {
				if (Pc = !1, t.pendingProps = r = a, dl(e, i)) e.flags & 131072 && (Pc = !0);
				else return t.lanes = e.lanes, ul(e, t, i);
			}
		}
		return Kc(e, t, n, r, i);
	}
	function zc(e, t, n, r) {
		var i = r.children, a = e === null ? null : e.memoizedState;
		if (e === null && t.stateNode === null && (t.stateNode = {
			_visibility: 1,
			_pendingMarkers: null,
			_retryCache: null,
			_transitions: null
		}), r.mode === "hidden") {
			if (t.flags & 128) {
				if (a = a === null ? n : a.baseLanes | n, e !== null) {
					for (r = t.child = e.child, i = 0; r !== null;) i = i | r.lanes | r.childLanes, r = r.sibling;
					r = i & ~a;
				} else r = 0, t.child = null;
				return Vc(e, t, a, n, r);
			}
			if (n & 536870912) t.memoizedState = {
				baseLanes: 0,
				cachePool: null
			}, e !== null && Ja(t, a === null ? null : a.cachePool), a === null ? B() : ko(t, a), Fo(t);
			else return r = t.lanes = 536870912, Vc(e, t, a === null ? n : a.baseLanes | n, n, r);
		} else a === null ? (e !== null && Ja(t, null), B(), Io()) : (Ja(t, a.cachePool), ko(t, a), Io(), t.memoizedState = null);
		return Fc(e, t, i, n), t.child;
	}
	function Bc(e, t) {
		return e !== null && e.tag === 22 || t.stateNode !== null || (t.stateNode = {
			_visibility: 1,
			_pendingMarkers: null,
			_retryCache: null,
			_transitions: null
		}), t.sibling;
	}
	function Vc(e, t, n, r, i) {
		var a = qa();
		return a = a === null ? null : {
			parent: Ma._currentValue,
			pool: a
		}, t.memoizedState = {
			baseLanes: n,
			cachePool: a
		}, e !== null && Ja(t, null), B(), Fo(t), e !== null && Ca(e, t, r, !0), t.childLanes = i, null;
	}
	function Hc(e, t) {
		return t = tl({
			mode: t.mode,
			children: t.children
		}, e.mode), t.ref = e.ref, e.child = t, t.return = e, t;
	}
	function Uc(e, t, n) {
		return po(t, e.child, null, n), e = Hc(t, t.pendingProps), e.flags |= 2, Lo(t), t.memoizedState = null, e;
	}
	function Wc(e, t, n) {
		var r = t.pendingProps, a = !!(t.flags & 128);
		if (t.flags &= -129, e === null) {
			if (z) {
				if (r.mode === "hidden") return e = Hc(t, r), t.lanes = 536870912, e.memoizedState = {
					baseLanes: 0,
					cachePool: null
				}, Bc(null, e);
				if (Po(t), (e = aa) ? (e = am(e, sa), e = e !== null && e.data === "&" ? e : null, e !== null && (t.memoizedState = {
					dehydrated: e,
					treeContext: Xi === null ? null : {
						id: Zi,
						overflow: Qi
					},
					retryLane: 536870912,
					hydrationErrors: null
				}, n = Bi(e), n.return = t, t.child = n, ia = t, aa = null)) : e = null, e === null) throw la(t);
				return t.lanes = 536870912, null;
			}
			return Hc(t, r);
		}
		var o = e.memoizedState;
		if (o !== null) {
			var s = o.dehydrated;
			if (Po(t), a) {
				if (t.flags & 256) t.flags &= -257, t = Uc(e, t, n);
				else if (t.memoizedState !== null) t.child = e.child, t.flags |= 128, t = null;
				else throw Error(i(558));
			} else if (Pc || Ca(e, t, n, !1), a = (n & e.childLanes) !== 0, Pc || a) {
				if (Do.current === null) {
					if (r = $u, r !== null && (s = _t(r, n), s !== 0 && s !== o.retryLane)) throw o.retryLane = s, Oi(e, s), Pd(r, e, s), Nc;
					Kd();
				}
				t = Uc(e, t, n);
			} else e = o.treeContext, aa = lm(s.nextSibling), ia = t, z = !0, oa = null, sa = !1, e !== null && ra(t, e), t = Hc(t, r), t.flags |= 134221824;
			return t;
		}
		return e = Fi(e.child, {
			mode: r.mode,
			children: r.children
		}), e.ref = t.ref, t.child = e, e.return = t, e;
	}
	function Gc(e, t) {
		var n = t.ref;
		if (n === null) e !== null && e.ref !== null && (t.flags |= 4194816);
		else {
			if (typeof n != "function" && typeof n != "object") throw Error(i(284));
			(e === null || e.ref !== n) && (t.flags |= 4194816);
		}
	}
	function Kc(e, t, n, r, i) {
		return Ta(t), n = $o(e, t, n, r, void 0, i), r = rs(), e !== null && !Pc ? (is(e, t, i), ul(e, t, i)) : (z && r && ta(t), t.flags |= 1, Fc(e, t, n, i), t.child);
	}
	function qc(e, t, n, r, i, a) {
		return Ta(t), t.updateQueue = null, n = ts(t, r, n, i), es(e), r = rs(), e !== null && !Pc ? (is(e, t, a), ul(e, t, a)) : (z && r && ta(t), t.flags |= 1, Fc(e, t, n, a), t.child);
	}
	function Jc(e, t, n, r, i) {
		if (Ta(t), t.stateNode === null) {
			var a = ji, o = n.contextType;
			typeof o == "object" && o && (a = Ea(o)), a = new n(r, a), t.memoizedState = a.state !== null && a.state !== void 0 ? a.state : null, a.updater = bc, t.stateNode = a, a._reactInternals = t, a = t.stateNode, a.props = r, a.state = t.memoizedState, a.refs = {}, go(t), o = n.contextType, a.context = typeof o == "object" && o ? Ea(o) : ji, a.state = t.memoizedState, o = n.getDerivedStateFromProps, typeof o == "function" && (yc(t, n, o, r), a.state = t.memoizedState), typeof n.getDerivedStateFromProps == "function" || typeof a.getSnapshotBeforeUpdate == "function" || typeof a.UNSAFE_componentWillMount != "function" && typeof a.componentWillMount != "function" || (o = a.state, typeof a.componentWillMount == "function" && a.componentWillMount(), typeof a.UNSAFE_componentWillMount == "function" && a.UNSAFE_componentWillMount(), o !== a.state && bc.enqueueReplaceState(a, a.state, null), wo(t, r, a, i), Co(), a.state = t.memoizedState), typeof a.componentDidMount == "function" && (t.flags |= 4194308), r = !0;
		} else if (e === null) {
			a = t.stateNode;
			var s = t.memoizedProps, c = Cc(n, s);
			a.props = c;
			var l = a.context, u = n.contextType;
			o = ji, typeof u == "object" && u && (o = Ea(u));
			var d = n.getDerivedStateFromProps;
			u = typeof d == "function" || typeof a.getSnapshotBeforeUpdate == "function", s = t.pendingProps !== s, u || typeof a.UNSAFE_componentWillReceiveProps != "function" && typeof a.componentWillReceiveProps != "function" || (s || l !== o) && Sc(t, a, r, o), ho = !1;
			var f = t.memoizedState;
			a.state = f, wo(t, r, a, i), Co(), l = t.memoizedState, s || f !== l || ho ? (typeof d == "function" && (yc(t, n, d, r), l = t.memoizedState), (c = ho || xc(t, n, c, r, f, l, o)) ? (u || typeof a.UNSAFE_componentWillMount != "function" && typeof a.componentWillMount != "function" || (typeof a.componentWillMount == "function" && a.componentWillMount(), typeof a.UNSAFE_componentWillMount == "function" && a.UNSAFE_componentWillMount()), typeof a.componentDidMount == "function" && (t.flags |= 4194308)) : (typeof a.componentDidMount == "function" && (t.flags |= 4194308), t.memoizedProps = r, t.memoizedState = l), a.props = r, a.state = l, a.context = o, r = c) : (typeof a.componentDidMount == "function" && (t.flags |= 4194308), r = !1);
		} else {
			a = t.stateNode, _o(e, t), o = t.memoizedProps, u = Cc(n, o), a.props = u, d = t.pendingProps, f = a.context, l = n.contextType, c = ji, typeof l == "object" && l && (c = Ea(l)), s = n.getDerivedStateFromProps, (l = typeof s == "function" || typeof a.getSnapshotBeforeUpdate == "function") || typeof a.UNSAFE_componentWillReceiveProps != "function" && typeof a.componentWillReceiveProps != "function" || (o !== d || f !== c) && Sc(t, a, r, c), ho = !1, f = t.memoizedState, a.state = f, wo(t, r, a, i), Co();
			var p = t.memoizedState;
			o !== d || f !== p || ho || e !== null && e.dependencies !== null && wa(e.dependencies) ? (typeof s == "function" && (yc(t, n, s, r), p = t.memoizedState), (u = ho || xc(t, n, u, r, f, p, c) || e !== null && e.dependencies !== null && wa(e.dependencies)) ? (l || typeof a.UNSAFE_componentWillUpdate != "function" && typeof a.componentWillUpdate != "function" || (typeof a.componentWillUpdate == "function" && a.componentWillUpdate(r, p, c), typeof a.UNSAFE_componentWillUpdate == "function" && a.UNSAFE_componentWillUpdate(r, p, c)), typeof a.componentDidUpdate == "function" && (t.flags |= 4), typeof a.getSnapshotBeforeUpdate == "function" && (t.flags |= 1024)) : (typeof a.componentDidUpdate != "function" || o === e.memoizedProps && f === e.memoizedState || (t.flags |= 4), typeof a.getSnapshotBeforeUpdate != "function" || o === e.memoizedProps && f === e.memoizedState || (t.flags |= 1024), t.memoizedProps = r, t.memoizedState = p), a.props = r, a.state = p, a.context = c, r = u) : (typeof a.componentDidUpdate != "function" || o === e.memoizedProps && f === e.memoizedState || (t.flags |= 4), typeof a.getSnapshotBeforeUpdate != "function" || o === e.memoizedProps && f === e.memoizedState || (t.flags |= 1024), r = !1);
		}
		return a = r, Gc(e, t), r = !!(t.flags & 128), a || r ? (a = t.stateNode, n = r && typeof n.getDerivedStateFromError != "function" ? null : a.render(), t.flags |= 1, e !== null && r ? (t.child = po(t, e.child, null, i), t.child = po(t, null, n, i)) : Fc(e, t, n, i), t.memoizedState = a.state, e = t.child) : e = ul(e, t, i), e;
	}
	function Yc(e, t, n, r) {
		return pa(), t.flags |= 256, Fc(e, t, n, r), t.child;
	}
	var Xc = {
		dehydrated: null,
		treeContext: null,
		retryLane: 0,
		hydrationErrors: null
	};
	function Zc(e) {
		return {
			baseLanes: e,
			cachePool: Ya()
		};
	}
	function Qc(e, t, n) {
		return e = e === null ? 0 : e.childLanes & ~n, t && (e |= ld), e;
	}
	function $c(e, t, n) {
		var r = t.pendingProps, i = !1, a = !!(t.flags & 128), o;
		if ((o = a) || (o = e !== null && e.memoizedState === null ? !1 : !!(Ro.current & 2)), o && (i = !0, t.flags &= -129), o = !!(t.flags & 32), t.flags &= -33, e === null) {
			if (z) {
				if (i ? No(t) : Io(), (e = aa) ? (e = am(e, sa), e = e !== null && e.data !== "&" ? e : null, e !== null && (t.memoizedState = {
					dehydrated: e,
					treeContext: Xi === null ? null : {
						id: Zi,
						overflow: Qi
					},
					retryLane: 536870912,
					hydrationErrors: null
				}, n = Bi(e), n.return = t, t.child = n, ia = t, aa = null)) : e = null, e === null) throw la(t);
				return t.lanes = sm(e) ? 32 : 536870912, null;
			}
			return a = r.children, r = r.fallback, i ? (Io(), i = t.mode, a = tl({
				mode: "hidden",
				children: a
			}, i), r = Ri(r, i, n, null), a.return = t, r.return = t, a.sibling = r, t.child = a, r = t.child, r.memoizedState = Zc(n), r.childLanes = Qc(e, o, n), t.memoizedState = Xc, Bc(null, r)) : (No(t), el(t, a));
		}
		var s = e.memoizedState;
		if (s !== null) {
			var c = s.dehydrated;
			if (c !== null) return rl(e, t, a, o, r, c, s, n);
		}
		return i ? (Io(), i = r.fallback, a = t.mode, s = e.child, c = s.sibling, r = Fi(s, {
			mode: "hidden",
			children: r.children
		}), r.subtreeFlags = s.subtreeFlags & 1206910976, c === null ? (i = Ri(i, a, n, null), i.flags |= 2) : i = Fi(c, i), i.return = t, r.return = t, r.sibling = i, t.child = r, Bc(null, r), r = t.child, i = e.child.memoizedState, i === null ? i = Zc(n) : (a = i.cachePool, a === null ? a = Ya() : (s = Ma._currentValue, a = a.parent === s ? a : {
			parent: s,
			pool: s
		}), i = {
			baseLanes: i.baseLanes | n,
			cachePool: a
		}), r.memoizedState = i, r.childLanes = Qc(e, o, n), t.memoizedState = Xc, Bc(e.child, r)) : (No(t), n = e.child, e = n.sibling, n = Fi(n, {
			mode: "visible",
			children: r.children
		}), n.return = t, n.sibling = null, e !== null && (o = t.deletions, o === null ? (t.deletions = [e], t.flags |= 16) : o.push(e)), t.child = n, t.memoizedState = null, n);
	}
	function el(e, t) {
		return t = tl({
			mode: "visible",
			children: t
		}, e.mode), t.return = e, e.child = t;
	}
	function tl(e, t) {
		return e = Ni(22, e, null, t), e.lanes = 0, e;
	}
	function nl(e, t, n) {
		return po(t, e.child, null, n), e = el(t, t.pendingProps.children), e.flags |= 2, t.memoizedState = null, e;
	}
	function rl(e, t, n, r, a, o, s, c) {
		if (n) return t.flags & 256 ? (No(t), t.flags &= -257, nl(e, t, c)) : t.memoizedState === null ? (Io(), o = a.fallback, s = t.mode, a = tl({
			mode: "visible",
			children: a.children
		}, s), o = Ri(o, s, c, null), o.flags |= 2, a.return = t, o.return = t, a.sibling = o, t.child = a, po(t, e.child, null, c), a = t.child, a.memoizedState = Zc(c), a.childLanes = Qc(e, r, c), t.memoizedState = Xc, Bc(null, a)) : (Io(), t.child = e.child, t.flags |= 128, null);
		if (No(t), sm(o)) {
			if (r = o.nextSibling && o.nextSibling.dataset, r) var l = r.dgst;
			return r = l, r !== "" && (a = Error(i(419)), a.stack = "", a.digest = r, ha({
				value: a,
				source: null,
				stack: null
			})), nl(e, t, c);
		}
		if (Pc || Ca(e, t, c, !1), r = (c & e.childLanes) !== 0, Pc || r) {
			if (Do.current !== null) return nl(e, t, c);
			if (r = $u, r !== null && (a = _t(r, c), a !== 0 && a !== s.retryLane)) throw s.retryLane = a, Oi(e, a), Pd(r, e, a), Nc;
			return om(o) || Kd(), nl(e, t, c);
		}
		return om(o) ? (t.flags |= 192, t.child = e.child, null) : (e = s.treeContext, aa = lm(o.nextSibling), ia = t, z = !0, oa = null, sa = !1, e !== null && ra(t, e), t = el(t, a.children), t.flags |= 134221824, t);
	}
	function il(e, t, n) {
		e.lanes |= t;
		var r = e.alternate;
		r !== null && (r.lanes |= t), xa(e.return, t, n);
	}
	function al(e) {
		for (var t = null; e !== null;) {
			var n = e.alternate;
			n !== null && Vo(n) === null && (t = e), e = e.sibling;
		}
		return t;
	}
	function ol(e, t, n, r, i, a) {
		var o = e.memoizedState;
		o === null ? e.memoizedState = {
			isBackwards: t,
			rendering: null,
			renderingStartTime: 0,
			last: r,
			tail: n,
			tailMode: i,
			treeForkCount: a
		} : (o.isBackwards = t, o.rendering = null, o.renderingStartTime = 0, o.last = r, o.tail = n, o.tailMode = i, o.treeForkCount = a);
	}
	function sl(e) {
		var t = e.child;
		for (e.child = null; t !== null;) {
			var n = t.sibling;
			t.sibling = e.child, e.child = t, t = n;
		}
	}
	function cl(e, t, n) {
		var r = t.pendingProps, i = r.revealOrder, a = r.tail;
		r = r.children;
		var o = Ro.current;
		if (t.flags & 128) return zo(t, o), null;
		var s = !!(o & 2);
		if (s ? (o = o & 1 | 2, t.flags |= 128) : o &= 1, zo(t, o), i === "backwards" && e !== null ? (sl(e), Fc(e, t, r, n), sl(e)) : Fc(e, t, r, n), r = z ? qi : 0, !s && e !== null && e.flags & 128) a: for (e = t.child; e !== null;) {
			if (e.tag === 13) e.memoizedState !== null && il(e, n, t);
			else if (e.tag === 19) il(e, n, t);
			else if (e.child !== null) {
				e.child.return = e, e = e.child;
				continue;
			}
			if (e === t) break a;
			for (; e.sibling === null;) {
				if (e.return === null || e.return === t) break a;
				e = e.return;
			}
			e.sibling.return = e.return, e = e.sibling;
		}
		switch (i) {
			case "backwards":
				n = al(t.child), n === null ? (i = t.child, t.child = null) : (i = n.sibling, n.sibling = null, sl(t)), ol(t, !0, i, null, a, r);
				break;
			case "unstable_legacy-backwards":
				for (n = null, i = t.child, t.child = null; i !== null;) {
					if (e = i.alternate, e !== null && Vo(e) === null) {
						t.child = i;
						break;
					}
					e = i.sibling, i.sibling = n, n = i, i = e;
				}
				ol(t, !0, n, null, a, r);
				break;
			case "together":
				ol(t, !1, null, null, void 0, r);
				break;
			case "independent":
				t.memoizedState = null;
				break;
			default: n = al(t.child), n === null ? (i = t.child, t.child = null) : (i = n.sibling, n.sibling = null), ol(t, !1, i, n, a, r);
		}
		return t.child;
	}
	function ll(e, t, n) {
		var r = t.pendingProps;
		return ya(t, t.type, r.value), Fc(e, t, r.children, n), t.child;
	}
	function ul(e, t, n) {
		if (e !== null && (t.dependencies = e.dependencies), od |= t.lanes, (n & t.childLanes) === 0) {
			if (e !== null) {
				if (Ca(e, t, n, !1), (n & t.childLanes) === 0) return null;
			} else return null;
		}
		if (e !== null && t.child !== e.child) throw Error(i(153));
		if (t.child !== null) {
			for (e = t.child, n = Fi(e, e.pendingProps), t.child = n, n.return = t; e.sibling !== null;) e = e.sibling, n = n.sibling = Fi(e, e.pendingProps), n.return = t;
			n.sibling = null;
		}
		return t.child;
	}
	function dl(e, t) {
		return (e.lanes & t) !== 0 || (e = e.dependencies, !!(e !== null && wa(e)));
	}
	function fl(e, t, n) {
		switch (t.tag) {
			case 3:
				Te(t, t.stateNode.containerInfo), ya(t, Ma, e.memoizedState.cache), pa();
				break;
			case 27:
			case 5:
				De(t);
				break;
			case 4:
				Te(t, t.stateNode.containerInfo);
				break;
			case 10:
				ya(t, t.type, t.memoizedProps.value);
				break;
			case 31:
				if (t.memoizedState !== null) return t.flags |= 128, Po(t), null;
				break;
			case 13:
				var r = t.memoizedState;
				if (r !== null) {
					if (r.dehydrated !== null) return No(t), t.flags |= 128, null;
					r = Ca(e, t, n, !1);
					var i = t.child.childLanes;
					return r || (n & i) !== 0 ? $c(e, t, n) : (No(t), e = ul(e, t, n), e === null ? null : e.sibling);
				}
				No(t);
				break;
			case 19:
				if (t.flags & 128) return cl(e, t, n);
				if (i = !!(e.flags & 128), r = (n & t.childLanes) !== 0, r ||= (Ca(e, t, n, !1), (n & t.childLanes) !== 0), i) {
					if (r) return cl(e, t, n);
					t.flags |= 128;
				}
				if (i = t.memoizedState, i !== null && (i.rendering = null, i.tail = null, i.lastEffect = null), zo(t, Ro.current), r) break;
				return null;
			case 22: return t.lanes = 0, zc(e, t, n, t.pendingProps);
			case 24: ya(t, Ma, e.memoizedState.cache);
		}
		return ul(e, t, n);
	}
	function pl(e, t, n) {
		if (e !== null) {
			if (e.memoizedProps !== t.pendingProps) Pc = !0;
			else {
				if (!dl(e, n) && !(t.flags & 128)) return Pc = !1, fl(e, t, n);
				Pc = !!(e.flags & 131072);
			}
		} else Pc = !1, z && t.flags & 1048576 && ea(t, qi, t.index);
		switch (t.lanes = 0, t.tag) {
			case 16:
				a: {
					var r = t.pendingProps;
					if (e = no(t.elementType), t.type = e, typeof e == "function") Pi(e) ? (r = Cc(e, r), t.tag = 1, t = Jc(null, t, e, r, n)) : (t.tag = 0, t = Kc(null, t, e, r, n));
					else {
						if (e != null) {
							var a = e.$$typeof;
							if (a === te) {
								t.tag = 11, t = Ic(null, t, e, r, n);
								break a;
							}
							if (a === ie) {
								t.tag = 14, t = Lc(null, t, e, r, n);
								break a;
							}
							if (a === P) {
								t.tag = 10, t.type = e, t = ll(null, t, n);
								break a;
							}
						}
						throw t = pe(e) || e, Error(i(306, t, ""));
					}
				}
				return t;
			case 0: return Kc(e, t, t.type, t.pendingProps, n);
			case 1: return r = t.type, a = Cc(r, t.pendingProps), Jc(e, t, r, a, n);
			case 3:
				a: {
					if (Te(t, t.stateNode.containerInfo), e === null) throw Error(i(387));
					r = t.pendingProps;
					var o = t.memoizedState;
					a = o.element, _o(e, t), wo(t, r, null, n);
					var s = t.memoizedState;
					if (r = s.cache, ya(t, Ma, r), r !== o.cache && Sa(t, [Ma], n, !0), Co(), r = s.element, o.isDehydrated) {
						if (o = {
							element: r,
							isDehydrated: !1,
							cache: s.cache
						}, t.updateQueue.baseState = o, t.memoizedState = o, t.flags & 256) {
							t = Yc(e, t, r, n);
							break a;
						}
						if (r !== a) {
							a = Ui(Error(i(424)), t), ha(a), t = Yc(e, t, r, n);
							break a;
						}
						switch (e = t.stateNode.containerInfo, e.nodeType) {
							case 9:
								e = e.body;
								break;
							default: e = e.nodeName === "HTML" ? e.ownerDocument.body : e;
						}
						for (aa = lm(e.firstChild), ia = t, z = !0, oa = null, sa = !0, n = mo(t, null, r, n), t.child = n; n;) n.flags = n.flags & -3 | 134221824, n = n.sibling;
					} else {
						if (pa(), r === a) {
							t = ul(e, t, n);
							break a;
						}
						Fc(e, t, r, n);
					}
					t = t.child;
				}
				return t;
			case 26: return Gc(e, t), e === null ? (n = Nm(t.type, null, t.pendingProps, null)) ? t.memoizedState = n : z || (t.stateNode = pp(t.type, t.pendingProps, Ce.current, t)) : t.memoizedState = Nm(t.type, e.memoizedProps, t.pendingProps, e.memoizedState), null;
			case 27: return De(t), e === null && z && (r = t.stateNode = hm(t.type, t.pendingProps, Ce.current), ia = t, sa = !0, a = aa, Sp(t.type) ? (um = a, aa = lm(r.firstChild)) : aa = a), Fc(e, t, t.pendingProps.children, n), Gc(e, t), e === null && (t.flags |= 4194304), t.child;
			case 5: return e === null && z && ((a = r = aa) && (r = rm(r, t.type, t.pendingProps, sa), r === null ? a = !1 : (t.stateNode = r, ia = t, aa = lm(r.firstChild), sa = !1, a = !0)), a || la(t)), De(t), a = t.type, o = t.pendingProps, s = e === null ? null : e.memoizedProps, r = o.children, mp(a, o) ? r = null : s !== null && mp(a, s) && (t.flags |= 32), t.memoizedState !== null && (a = $o(e, t, ns, null, null, n), sh._currentValue = a), Gc(e, t), Fc(e, t, r, n), t.child;
			case 6: return e === null && z && ((e = n = aa) && (n = im(n, t.pendingProps, sa), n === null ? e = !1 : (t.stateNode = n, ia = t, aa = null, e = !0)), e || la(t)), null;
			case 13: return $c(e, t, n);
			case 4: return Te(t, t.stateNode.containerInfo), r = t.pendingProps, e === null ? t.child = po(t, null, r, n) : Fc(e, t, r, n), t.child;
			case 11: return Ic(e, t, t.type, t.pendingProps, n);
			case 7: return r = t.pendingProps, Gc(e, t), Fc(e, t, r, n), t.child;
			case 8: return Fc(e, t, t.pendingProps.children, n), t.child;
			case 12: return Fc(e, t, t.pendingProps.children, n), t.child;
			case 10: return ll(e, t, n);
			case 9: return a = t.type._context, r = t.pendingProps.children, Ta(t), a = Ea(a), r = r(a), t.flags |= 1, Fc(e, t, r, n), t.child;
			case 14: return Lc(e, t, t.type, t.pendingProps, n);
			case 15: return Rc(e, t, t.type, t.pendingProps, n);
			case 19: return cl(e, t, n);
			case 31: return Wc(e, t, n);
			case 22: return zc(e, t, n, t.pendingProps);
			case 24: return Ta(t), r = Ea(Ma), e === null ? (a = qa(), a === null && (a = $u, o = Na(), a.pooledCache = o, o.refCount++, o !== null && (a.pooledCacheLanes |= n), a = o), t.memoizedState = {
				parent: r,
				cache: a
			}, go(t), ya(t, Ma, a)) : ((e.lanes & n) !== 0 && (_o(e, t), wo(t, null, null, n), Co()), a = e.memoizedState, o = t.memoizedState, a.parent === r ? (r = o.cache, ya(t, Ma, r), r !== a.cache && Sa(t, [Ma], n, !0)) : (a = {
				parent: r,
				cache: r
			}, t.memoizedState = a, t.lanes === 0 && (t.memoizedState = t.updateQueue.baseState = a), ya(t, Ma, r))), Fc(e, t, t.pendingProps.children, n), t.child;
			case 30: return t.stateNode === null && (t.stateNode = {
				autoName: null,
				paired: null,
				clones: null,
				ref: null
			}), r = t.pendingProps, r.name != null && r.name !== "auto" ? t.flags |= e === null ? 18882560 : 18874368 : z && ta(t), e !== null && e.memoizedProps.name !== r.name ? t.flags |= 4194816 : Gc(e, t), Fc(e, t, r.children, n), t.child;
			case 29: throw t.pendingProps;
		}
		throw Error(i(156, t.tag));
	}
	function ml(e) {
		e.flags |= 4;
	}
	function hl(e, t, n, r, i) {
		var a;
		if ((a = !!(e.mode & 32)) && (a = n === null ? Jm(t, r) : Jm(t, r) && (r.src !== n.src || r.srcSet !== n.srcSet)), a) {
			if (e.flags |= 16777216, (i & 335544128) === i) {
				if (e.stateNode.complete) e.flags |= 8192;
				else if (Ud()) e.flags |= 8192;
				else throw ro = $a, Za;
			}
		} else e.flags &= -16777217;
	}
	function gl(e, t) {
		if (t.type !== "stylesheet" || t.state.loading & 4) e.flags &= -16777217;
		else if (e.flags |= 16777216, !Ym(t)) {
			if (Ud()) e.flags |= 8192;
			else throw ro = $a, Za;
		}
	}
	function _l(e, t) {
		t !== null && (e.flags |= 4), e.flags & 16384 && (t = e.tag === 22 ? 536870912 : dt(), e.lanes |= t, ud |= t);
	}
	function vl(e, t) {
		if (!z) switch (e.tailMode) {
			case "visible": break;
			case "collapsed":
				for (var n = e.tail, r = null; n !== null;) n.alternate !== null && (r = n), n = n.sibling;
				r === null ? t || e.tail === null ? e.tail = null : e.tail.sibling = null : r.sibling = null;
				break;
			default:
				for (t = e.tail, n = null; t !== null;) t.alternate !== null && (n = t), t = t.sibling;
				n === null ? e.tail = null : n.sibling = null;
		}
	}
	function U(e) {
		var t = e.alternate !== null && e.alternate.child === e.child, n = 0, r = 0;
		if (t) for (var i = e.child; i !== null;) n |= i.lanes | i.childLanes, r |= i.subtreeFlags & 1206910976, r |= i.flags & 1206910976, i.return = e, i = i.sibling;
		else for (i = e.child; i !== null;) n |= i.lanes | i.childLanes, r |= i.subtreeFlags, r |= i.flags, i.return = e, i = i.sibling;
		return e.subtreeFlags |= r, e.childLanes = n, t;
	}
	function yl(e, t, n) {
		var r = t.pendingProps;
		switch (na(t), t.tag) {
			case 16:
			case 15:
			case 0:
			case 11:
			case 7:
			case 8:
			case 12:
			case 9:
			case 14: return U(t), null;
			case 1: return U(t), null;
			case 3: return n = t.stateNode, r = null, e !== null && (r = e.memoizedState.cache), t.memoizedState.cache !== r && (t.flags |= 2048), ba(Ma), Ee(), n.pendingContext && (n.context = n.pendingContext, n.pendingContext = null), (e === null || e.child === null) && (fa(t) ? ml(t) : e === null || e.memoizedState.isDehydrated && !(t.flags & 256) || (t.flags |= 1024, ma())), U(t), null;
			case 26:
				var a = t.type, o = t.memoizedState;
				return e === null ? (ml(t), o === null ? (U(t), hl(t, a, null, r, n)) : (U(t), gl(t, o))) : o ? o === e.memoizedState ? (U(t), t.flags &= -16777217) : (ml(t), U(t), gl(t, o)) : (e = e.memoizedProps, e !== r && ml(t), U(t), hl(t, a, e, r, n)), null;
			case 27:
				if (Oe(t), n = Ce.current, a = t.type, e !== null && t.stateNode != null) e.memoizedProps !== r && ml(t);
				else {
					if (!r) {
						if (t.stateNode === null) throw Error(i(166));
						return U(t), t.subtreeFlags &= -33554433, null;
					}
					e = xe.current, fa(t) ? ua(t, e) : (e = hm(a, r, n), t.stateNode = e, ml(t));
				}
				return U(t), t.subtreeFlags &= -33554433, null;
			case 5:
				if (Oe(t), a = t.type, e !== null && t.stateNode != null) e.memoizedProps !== r && ml(t);
				else {
					if (!r) {
						if (t.stateNode === null) throw Error(i(166));
						return U(t), t.subtreeFlags &= -33554433, null;
					}
					if (o = xe.current, fa(t)) ua(t, o);
					else {
						var s = up(Ce.current);
						switch (o) {
							case 1:
								o = s.createElementNS("http://www.w3.org/2000/svg", a);
								break;
							case 2:
								o = s.createElementNS("http://www.w3.org/1998/Math/MathML", a);
								break;
							default: switch (a) {
								case "svg":
									o = s.createElementNS("http://www.w3.org/2000/svg", a);
									break;
								case "math":
									o = s.createElementNS("http://www.w3.org/1998/Math/MathML", a);
									break;
								case "script":
									o = s.createElement("div"), o.innerHTML = "<script><\/script>", o = o.removeChild(o.firstChild);
									break;
								case "select":
									o = typeof r.is == "string" ? s.createElement("select", { is: r.is }) : s.createElement("select"), r.multiple ? o.multiple = !0 : r.size && (o.size = r.size);
									break;
								default: o = typeof r.is == "string" ? s.createElement(a, { is: r.is }) : s.createElement(a);
							}
						}
						o[Ct] = t, o[wt] = r;
						a: for (s = t.child; s !== null;) {
							if (s.tag === 5 || s.tag === 6) o.appendChild(s.stateNode);
							else if (s.tag !== 4 && s.tag !== 27 && s.child !== null) {
								s.child.return = s, s = s.child;
								continue;
							}
							if (s === t) break a;
							for (; s.sibling === null;) {
								if (s.return === null || s.return === t) break a;
								s = s.return;
							}
							s.sibling.return = s.return, s = s.sibling;
						}
						t.stateNode = o;
						a: switch (rp(o, a, r), a) {
							case "button":
							case "input":
							case "select":
							case "textarea":
								r = !!r.autoFocus;
								break a;
							case "img":
								r = !0;
								break a;
							default: r = !1;
						}
						r && ml(t);
					}
				}
				return U(t), t.subtreeFlags &= -33554433, hl(t, t.type, e === null ? null : e.memoizedProps, t.pendingProps, n), null;
			case 6:
				if (e && t.stateNode != null) e.memoizedProps !== r && ml(t);
				else {
					if (typeof r != "string" && t.stateNode === null) throw Error(i(166));
					if (e = Ce.current, fa(t)) {
						if (e = t.stateNode, n = t.memoizedProps, r = null, a = ia, a !== null) switch (a.tag) {
							case 27:
							case 5: r = a.memoizedProps;
						}
						e[Ct] = t, e = !!(e.nodeValue === n || r !== null && !0 === r.suppressHydrationWarning || ep(e.nodeValue, n)), e || la(t, !0);
					} else e = up(e).createTextNode(r), e[Ct] = t, t.stateNode = e;
				}
				return U(t), null;
			case 31:
				if (n = t.memoizedState, e === null || e.memoizedState !== null) {
					if (r = fa(t), n !== null) {
						if (e === null) {
							if (!r) throw Error(i(318));
							if (e = t.memoizedState, e = e === null ? null : e.dehydrated, !e) throw Error(i(557));
							e[Ct] = t;
						} else pa(), !(t.flags & 128) && (t.memoizedState = null), t.flags |= 4;
						U(t), e = !1;
					} else n = ma(), e !== null && e.memoizedState !== null && (e.memoizedState.hydrationErrors = n), e = !0;
					if (!e) return t.flags & 256 ? (Lo(t), t) : (Lo(t), null);
					if (t.flags & 128) throw Error(i(558));
				}
				return U(t), null;
			case 13:
				if (r = t.memoizedState, e === null || e.memoizedState !== null && e.memoizedState.dehydrated !== null) {
					if (a = fa(t), r !== null && r.dehydrated !== null) {
						if (e === null) {
							if (!a) throw Error(i(318));
							if (a = t.memoizedState, a = a === null ? null : a.dehydrated, !a) throw Error(i(317));
							a[Ct] = t;
						} else pa(), !(t.flags & 128) && (t.memoizedState = null), t.flags |= 4;
						U(t), a = !1;
					} else a = ma(), e !== null && e.memoizedState !== null && (e.memoizedState.hydrationErrors = a), a = !0;
					if (!a) return t.flags & 256 ? (Lo(t), t) : (Lo(t), null);
				}
				return Lo(t), t.flags & 128 ? (t.lanes = n, t) : (n = r !== null, e = e !== null && e.memoizedState !== null, n && (r = t.child, a = null, r.alternate !== null && r.alternate.memoizedState !== null && r.alternate.memoizedState.cachePool !== null && (a = r.alternate.memoizedState.cachePool.pool), o = null, r.memoizedState !== null && r.memoizedState.cachePool !== null && (o = r.memoizedState.cachePool.pool), o !== a && (r.flags |= 2048)), n !== e && n && (t.child.flags |= 8192), _l(t, t.updateQueue), U(t), null);
			case 4: return Ee(), e === null && Wf(t.stateNode.containerInfo), t.flags |= 67108864, U(t), null;
			case 10: return ba(t.type), U(t), null;
			case 19:
				if (Bo(t), r = t.memoizedState, r === null) return U(t), null;
				if (a = !!(t.flags & 128), o = r.rendering, o === null) {
					if (a) vl(r, !1);
					else {
						if (ad !== 0 || e !== null && e.flags & 128) for (e = t.child; e !== null;) {
							if (o = Vo(e), o !== null) {
								for (t.flags |= 128, vl(r, !1), e = o.updateQueue, t.updateQueue = e, _l(t, e), t.subtreeFlags = 0, e = n, n = t.child; n !== null;) Ii(n, e), n = n.sibling;
								return zo(t, Ro.current & 1 | 2), z && $i(t, r.treeForkCount), t.child;
							}
							e = e.sibling;
						}
						r.tail !== null && Ve() > gd && (t.flags |= 128, a = !0, vl(r, !1), t.lanes = 4194304);
					}
				} else {
					if (!a) {
						if (e = Vo(o), e !== null) {
							if (t.flags |= 128, a = !0, e = e.updateQueue, t.updateQueue = e, _l(t, e), vl(r, !0), r.tail === null && r.tailMode !== "collapsed" && r.tailMode !== "visible" && !o.alternate && !z) return U(t), null;
						} else 2 * Ve() - r.renderingStartTime > gd && n !== 536870912 && (t.flags |= 128, a = !0, vl(r, !1), t.lanes = 4194304);
					}
					r.isBackwards ? (o.sibling = t.child, t.child = o) : (e = r.last, e === null ? t.child = o : e.sibling = o, r.last = o);
				}
				if (r.tail !== null) {
					e = r.tail;
					a: {
						for (n = e; n !== null;) {
							if (n.alternate !== null) {
								n = !1;
								break a;
							}
							n = n.sibling;
						}
						n = !0;
					}
					return r.rendering = e, r.tail = e.sibling, r.renderingStartTime = Ve(), e.sibling = null, o = Ro.current, o = a ? o & 1 | 2 : o & 1, r.tailMode === "visible" || r.tailMode === "collapsed" || !n || z ? zo(t, o) : (n = o, be(jo, t), be(Ro, n), Mo === null && (Mo = t)), z && $i(t, r.treeForkCount), e;
				}
				return U(t), null;
			case 22:
			case 23: return Lo(t), Ao(), r = t.memoizedState !== null, e === null ? r && (t.flags |= 8192) : e.memoizedState !== null !== r && (t.flags |= 8192), r ? n & 536870912 && !(t.flags & 128) && (U(t), t.subtreeFlags & 6 && (t.flags |= 8192)) : U(t), n = t.updateQueue, n !== null && _l(t, n.retryQueue), n = null, e !== null && e.memoizedState !== null && e.memoizedState.cachePool !== null && (n = e.memoizedState.cachePool.pool), r = null, t.memoizedState !== null && t.memoizedState.cachePool !== null && (r = t.memoizedState.cachePool.pool), r !== n && (t.flags |= 2048), e !== null && ye(Ka), null;
			case 24: return n = null, e !== null && (n = e.memoizedState.cache), t.memoizedState.cache !== n && (t.flags |= 2048), ba(Ma), U(t), null;
			case 25: return null;
			case 30: return t.flags |= 33554432, U(t), null;
		}
		throw Error(i(156, t.tag));
	}
	function bl(e, t) {
		switch (na(t), t.tag) {
			case 1: return e = t.flags, e & 65536 ? (t.flags = e & -65537 | 128, t) : null;
			case 3: return ba(Ma), Ee(), e = t.flags, e & 65536 && !(e & 128) ? (t.flags = e & -65537 | 128, t) : null;
			case 26:
			case 27:
			case 5: return Oe(t), null;
			case 31:
				if (t.memoizedState !== null) {
					if (Lo(t), t.alternate === null) throw Error(i(340));
					pa();
				}
				return e = t.flags, e & 65536 ? (t.flags = e & -65537 | 128, t) : null;
			case 13:
				if (Lo(t), e = t.memoizedState, e !== null && e.dehydrated !== null) {
					if (t.alternate === null) throw Error(i(340));
					pa();
				}
				return e = t.flags, e & 65536 ? (t.flags = e & -65537 | 128, t) : null;
			case 19: return Bo(t), e = t.flags, e & 65536 ? (t.flags = e & -65537 | 128, e = t.memoizedState, e !== null && (e.rendering = null, e.tail = null), t.flags |= 4, t) : null;
			case 4: return Ee(), null;
			case 10: return ba(t.type), null;
			case 22:
			case 23: return Lo(t), Ao(), e !== null && ye(Ka), e = t.flags, e & 65536 ? (t.flags = e & -65537 | 128, t) : null;
			case 24: return ba(Ma), null;
			case 25: return null;
			default: return null;
		}
	}
	function W(e, t) {
		switch (na(t), t.tag) {
			case 3:
				ba(Ma), Ee();
				break;
			case 26:
			case 27:
			case 5:
				Oe(t);
				break;
			case 4:
				Ee();
				break;
			case 31:
				t.memoizedState !== null && Lo(t);
				break;
			case 13:
				Lo(t);
				break;
			case 19:
				Bo(t);
				break;
			case 10:
				ba(t.type);
				break;
			case 22:
			case 23:
				Lo(t), Ao(), e !== null && ye(Ka);
				break;
			case 24: ba(Ma);
		}
	}
	function G(e, t) {
		try {
			var n = t.updateQueue, r = n === null ? null : n.lastEffect;
			if (r !== null) {
				var i = r.next;
				n = i;
				do {
					if ((n.tag & e) === e) {
						r = void 0;
						var a = n.create, o = n.inst;
						r = a(), o.destroy = r;
					}
					n = n.next;
				} while (n !== i);
			}
		} catch (e) {
			Z(t, t.return, e);
		}
	}
	function xl(e, t, n) {
		try {
			var r = t.updateQueue, i = r === null ? null : r.lastEffect;
			if (i !== null) {
				var a = i.next;
				r = a;
				do {
					if ((r.tag & e) === e) {
						var o = r.inst, s = o.destroy;
						if (s !== void 0) {
							o.destroy = void 0, i = t;
							var c = n, l = s;
							try {
								l();
							} catch (e) {
								Z(i, c, e);
							}
						}
					}
					r = r.next;
				} while (r !== a);
			}
		} catch (e) {
			Z(t, t.return, e);
		}
	}
	function Sl(e) {
		var t = e.updateQueue;
		if (t !== null) {
			var n = e.stateNode;
			try {
				Eo(t, n);
			} catch (t) {
				Z(e, e.return, t);
			}
		}
	}
	function Cl(e, t, n) {
		n.props = Cc(e.type, e.memoizedProps), n.state = e.memoizedState;
		try {
			n.componentWillUnmount();
		} catch (n) {
			Z(e, t, n);
		}
	}
	function wl(e, t) {
		try {
			var n = e.ref;
			if (n !== null) {
				switch (e.tag) {
					case 26:
					case 27:
					case 5:
						var r = e.stateNode;
						break;
					case 30:
						var i = e.stateNode, a = vi(e.memoizedProps, i);
						(i.ref === null || i.ref.name !== a) && (i.ref = Pp(a)), r = i.ref;
						break;
					case 7:
						if (e.stateNode === null) {
							var o = new Fp(e);
							h(e.child, !1, Qp, o, void 0, void 0), e.stateNode = o;
						}
						r = e.stateNode;
						break;
					default: r = e.stateNode;
				}
				typeof n == "function" ? e.refCleanup = n(r) : n.current = r;
			}
		} catch (n) {
			Z(e, t, n);
		}
	}
	function Tl(e, t) {
		var n = e.ref, r = e.refCleanup;
		if (n !== null) {
			if (typeof r == "function") try {
				r();
			} catch (n) {
				Z(e, t, n);
			} finally {
				e.refCleanup = null, e = e.alternate, e != null && (e.refCleanup = null);
			}
			else if (typeof n == "function") try {
				n(null);
			} catch (n) {
				Z(e, t, n);
			}
			else n.current = null;
		}
	}
	function El(e, t) {
		if ((e.tag === 5 || e.tag === 27 || e.tag === 6) && e.alternate === null && t !== null) for (var n = 0; n < t.length; n++) em(e.stateNode, t[n]);
	}
	function Dl(e) {
		for (var t = e.return; t !== null && (Al(t) && em(e.stateNode, t.stateNode), !kl(t));) t = t.return;
	}
	function Ol(e) {
		for (var t = e.return; t !== null && (Al(t) && tm(e.stateNode, t.stateNode), !kl(t));) t = t.return;
	}
	function kl(e) {
		return e.tag === 5 || e.tag === 3 || e.tag === 27;
	}
	function Al(e) {
		return e && e.tag === 7 && e.stateNode !== null;
	}
	function jl(e) {
		var t = e.type, n = e.memoizedProps, r = e.stateNode;
		try {
			a: switch (t) {
				case "button":
				case "input":
				case "select":
				case "textarea":
					n.autoFocus && r.focus();
					break a;
				case "img": n.src ? r.src = n.src : n.srcSet && (r.srcset = n.srcSet);
			}
		} catch (t) {
			Z(e, e.return, t);
		}
	}
	function Ml(e, t, n) {
		try {
			var r = e.stateNode;
			ap(r, e.type, n, t), r[wt] = t;
		} catch (t) {
			Z(e, e.return, t);
		}
	}
	function Nl(e) {
		return e.tag === 5 || e.tag === 3 || e.tag === 26 || e.tag === 27 && Sp(e.type) || e.tag === 4;
	}
	function Pl(e) {
		a: for (;;) {
			for (; e.sibling === null;) {
				if (e.return === null || Nl(e.return)) return null;
				e = e.return;
			}
			for (e.sibling.return = e.return, e = e.sibling; e.tag !== 5 && e.tag !== 6 && e.tag !== 18;) {
				if (e.tag === 27 && Sp(e.type) || e.flags & 2 || e.child === null || e.tag === 4) continue a;
				e.child.return = e, e = e.child;
			}
			if (!(e.flags & 2)) return e.stateNode;
		}
	}
	function Fl(e, t, n, r) {
		var i = e.tag;
		if (i === 5 || i === 6) i = e.stateNode, t ? (n.nodeType === 9 ? n.body : n.nodeName === "HTML" ? n.ownerDocument.body : n).insertBefore(i, t) : (t = n.nodeType === 9 ? n.body : n.nodeName === "HTML" ? n.ownerDocument.body : n, t.appendChild(i), n = n._reactRootContainer, n != null || t.onclick !== null || (t.onclick = yn)), El(e, r), R = !0;
		else if (i !== 4 && (i === 27 && (El(e, r), r = null, Sp(e.type) && (n = e.stateNode, t = null)), e = e.child, e !== null)) for (Fl(e, t, n, r), e = e.sibling; e !== null;) Fl(e, t, n, r), e = e.sibling;
	}
	function Il(e, t, n, r) {
		var i = e.tag;
		if (i === 5 || i === 6) i = e.stateNode, t ? n.insertBefore(i, t) : n.appendChild(i), El(e, r), R = !0;
		else if (i !== 4 && (i === 27 && (El(e, r), r = null, Sp(e.type) && (n = e.stateNode)), e = e.child, e !== null)) for (Il(e, t, n, r), e = e.sibling; e !== null;) Il(e, t, n, r), e = e.sibling;
	}
	function Ll(e) {
		var t = e.stateNode, n = e.memoizedProps;
		try {
			for (var r = e.type, i = t.attributes; i.length;) t.removeAttributeNode(i[0]);
			rp(t, r, n), t[Ct] = e, t[wt] = n;
		} catch (t) {
			Z(e, e.return, t);
		}
	}
	var Rl = !1, zl = null;
	function Bl(e) {
		(e.tag === 30 || e.subtreeFlags & 33554432) && (Rl = !0);
	}
	var Vl = null;
	function Hl() {
		var e = Vl;
		return Vl = null, e;
	}
	var Ul = 0;
	function Wl(e, t, n, r, i) {
		return Ul = 0, Gl(e.child, t, n, r, i);
	}
	function Gl(e, t, n, r, i) {
		for (var a = !1; e !== null;) {
			if (e.tag === 5) {
				var o = e.stateNode;
				if (r !== null) {
					var s = Op(o);
					r.push(s), s.view && (a = !0);
				} else a || Op(o).view && (a = !0);
				Rl = !0, Tp(o, Ul === 0 ? t : t + "_" + Ul, n), Ul++;
			} else e.tag === 22 && e.memoizedState !== null || e.tag === 30 && i || Gl(e.child, t, n, r, i) && (a = !0);
			e = e.sibling;
		}
		return a;
	}
	function Kl(e, t) {
		for (; e !== null;) e.tag === 5 ? Ep(e.stateNode, e.memoizedProps) : e.tag === 22 && e.memoizedState !== null || e.tag === 30 && t || Kl(e.child, t), e = e.sibling;
	}
	function ql(e) {
		if (e.subtreeFlags & 18874368) for (e = e.child; e !== null;) {
			if ((e.tag !== 22 || e.memoizedState === null) && (ql(e), e.tag === 30 && e.flags & 18874368 && e.stateNode.paired)) {
				var t = e.memoizedProps;
				if (t.name == null || t.name === "auto") throw Error(i(544));
				var n = t.name;
				t = bi(t.default, t.share), t !== "none" && (Wl(e, n, t, null, !1) || Kl(e.child, !1));
			}
			e = e.sibling;
		}
	}
	function Jl(e, t) {
		if (e.tag === 30) {
			var n = e.stateNode, r = e.memoizedProps, i = vi(r, n), a = bi(r.default, n.paired ? r.share : r.enter);
			a === "none" ? ql(e) : Wl(e, i, a, null, !1) ? (ql(e), n.paired || t || Nd(e, r.onEnter)) : Kl(e.child, !1);
		} else if (e.subtreeFlags & 33554432) for (e = e.child; e !== null;) Jl(e, t), e = e.sibling;
		else ql(e);
	}
	function Yl(e) {
		if (zl !== null && zl.size !== 0) {
			var t = zl;
			if (e.subtreeFlags & 18874368) for (e = e.child; e !== null;) {
				if (e.tag !== 22 || e.memoizedState === null) {
					if (e.tag === 30 && e.flags & 18874368) {
						var n = e.memoizedProps, r = n.name;
						if (r != null && r !== "auto") {
							var i = t.get(r);
							if (i !== void 0) {
								var a = bi(n.default, n.share);
								if (a !== "none" && (Wl(e, r, a, null, !1) ? (a = e.stateNode, i.paired = a, a.paired = i, Nd(e, n.onShare)) : Kl(e.child, !1)), t.delete(r), t.size === 0) break;
							}
						}
					}
					Yl(e);
				}
				e = e.sibling;
			}
		}
	}
	function Xl(e) {
		if (e.tag === 30) {
			var t = e.memoizedProps, n = vi(t, e.stateNode), r = zl === null ? void 0 : zl.get(n), i = bi(t.default, r === void 0 ? t.exit : t.share);
			i !== "none" && (Wl(e, n, i, null, !1) ? r === void 0 ? Nd(e, t.onExit) : (i = e.stateNode, r.paired = i, i.paired = r, zl.delete(n), Nd(e, t.onShare)) : Kl(e.child, !1)), zl !== null && Yl(e);
		} else if (e.subtreeFlags & 33554432) for (e = e.child; e !== null;) Xl(e), e = e.sibling;
		else zl !== null && Yl(e);
	}
	function Zl(e) {
		for (e = e.child; e !== null;) {
			if (e.tag === 30) {
				var t = e.memoizedProps, n = vi(t, e.stateNode);
				t = bi(t.default, t.update), e.flags &= -5, t !== "none" && Wl(e, n, t, e.memoizedState = [], !1);
			} else e.subtreeFlags & 33554432 && Zl(e);
			e = e.sibling;
		}
	}
	function Ql(e) {
		if (e.subtreeFlags & 18874368) for (e = e.child; e !== null;) {
			if (e.tag !== 22 || e.memoizedState === null) {
				if (e.tag === 30 && e.flags & 18874368) {
					var t = e.stateNode;
					t.paired !== null && (t.paired = null, Kl(e.child, !1));
				}
				Ql(e);
			}
			e = e.sibling;
		}
	}
	function $l(e) {
		if (e.tag === 30) e.stateNode.paired = null, Kl(e.child, !1), Ql(e);
		else if (e.subtreeFlags & 33554432) for (e = e.child; e !== null;) $l(e), e = e.sibling;
		else Ql(e);
	}
	function eu(e) {
		for (e = e.child; e !== null;) e.tag === 30 ? Kl(e.child, !1) : e.subtreeFlags & 33554432 && eu(e), e = e.sibling;
	}
	function tu(e, t, n, r, i, a, o) {
		for (var s = !1; t !== null;) {
			if (t.tag === 5) {
				var c = t.stateNode;
				if (a !== null && Ul < a.length) {
					var l = a[Ul], u = Op(c);
					(l.view || u.view) && (s = !0);
					var d;
					if (d = !(e.flags & 4)) {
						if (u.clip) d = !0;
						else {
							d = l.rect;
							var f = u.rect;
							d = d.y !== f.y || d.x !== f.x || d.height !== f.height || d.width !== f.width;
						}
					}
					d && (e.flags |= 4), u.abs ? u = !l.abs : (l = l.rect, u = u.rect, u = l.height !== u.height || l.width !== u.width), u && (e.flags |= 32);
				} else e.flags |= 32;
				e.flags & 4 && Tp(c, Ul === 0 ? n : n + "_" + Ul, i), s && e.flags & 4 || (Vl === null && (Vl = []), Vl.push(c, Ul === 0 ? r : r + "_" + Ul, t.memoizedProps)), Ul++;
			} else (t.tag !== 22 || t.memoizedState === null) && (t.tag === 30 && o ? e.flags |= t.flags & 32 : tu(e, t.child, n, r, i, a, o) && (s = !0));
			t = t.sibling;
		}
		return s;
	}
	function nu(e, t) {
		for (e = e.child; e !== null;) {
			if (e.tag === 30) {
				var n = e.memoizedProps, r = e.stateNode, i = vi(n, r), a = bi(n.default, n.update);
				if (t) {
					r = r.clones;
					var o = r === null ? null : r.map(kp);
				} else o = e.memoizedState, e.memoizedState = null;
				r = e;
				var s = e.child;
				Ul = 0, i = tu(r, s, i, i, a, o, !1), e.flags & 4 && i && (t || Nd(e, n.onUpdate));
			} else e.subtreeFlags & 33554432 && nu(e, t);
			e = e.sibling;
		}
	}
	var ru = !1, K = !1, iu = !1, au = !1, ou = typeof WeakSet == "function" ? WeakSet : Set, su = null, cu = !1, lu = !1, uu = !1, du = !1;
	function fu(e, t, n) {
		if (e = e.containerInfo, cp = gh, e = Jr(e), Yr(e)) {
			if ("selectionStart" in e) var r = {
				start: e.selectionStart,
				end: e.selectionEnd
			};
			else a: {
				r = (r = e.ownerDocument) && r.defaultView || window;
				var i = r.getSelection && r.getSelection();
				if (i && i.rangeCount !== 0) {
					r = i.anchorNode;
					var a = i.anchorOffset, o = i.focusNode;
					i = i.focusOffset;
					try {
						r.nodeType, o.nodeType;
					} catch {
						r = null;
						break a;
					}
					var s = 0, c = -1, l = -1, u = 0, d = 0, f = e, p = null;
					b: for (;;) {
						for (var m; f !== r || a !== 0 && f.nodeType !== 3 || (c = s + a), f !== o || i !== 0 && f.nodeType !== 3 || (l = s + i), f.nodeType === 3 && (s += f.nodeValue.length), (m = f.firstChild) !== null;) p = f, f = m;
						for (;;) {
							if (f === e) break b;
							if (p === r && ++u === a && (c = s), p === o && ++d === i && (l = s), (m = f.nextSibling) !== null) break;
							f = p, p = f.parentNode;
						}
						f = m;
					}
					r = c === -1 || l === -1 ? null : {
						start: c,
						end: l
					};
				} else r = null;
			}
			r ||= {
				start: 0,
				end: 0
			};
		} else r = null;
		for (lp = {
			focusedElem: e,
			selectionRange: r
		}, gh = !1, n = (n & 335544064) === n, su = t, t = n ? 9270 : 1024; su !== null;) {
			if (e = su, n && (r = e.deletions, r !== null)) for (a = 0; a < r.length; a++) n && Xl(r[a]);
			if (e.alternate === null && e.flags & 2) n && Bl(e), pu(n);
			else {
				if (e.tag === 22) {
					if (r = e.alternate, e.memoizedState !== null) {
						r !== null && r.memoizedState === null && n && Xl(r), pu(n);
						continue;
					}
					if (r !== null && r.memoizedState !== null) {
						n && Bl(e), pu(n);
						continue;
					}
				}
				r = e.child, (e.subtreeFlags & t) !== 0 && r !== null ? (r.return = e, su = r) : (n && Zl(e), pu(n));
			}
		}
		zl = null;
	}
	function pu(e) {
		for (; su !== null;) {
			var t = su, n = e, r = t.alternate, a = t.flags;
			switch (t.tag) {
				case 0:
				case 11:
				case 15: break;
				case 1:
					if (a & 1024 && r !== null) {
						n = void 0, a = r.memoizedProps, r = r.memoizedState;
						var o = t.stateNode;
						try {
							var s = Cc(t.type, a);
							n = o.getSnapshotBeforeUpdate(s, r), o.__reactInternalSnapshotBeforeUpdate = n;
						} catch (e) {
							Z(t, t.return, e);
						}
					}
					break;
				case 3:
					if (a & 1024) {
						if (r = t.stateNode.containerInfo, n = r.nodeType, n === 9) nm(r);
						else if (n === 1) switch (r.nodeName) {
							case "HEAD":
							case "HTML":
							case "BODY":
								nm(r);
								break;
							default: r.textContent = "";
						}
					}
					break;
				case 5:
				case 26:
				case 27:
				case 6:
				case 4:
				case 17: break;
				case 30:
					n && r !== null && (n = vi(r.memoizedProps, r.stateNode), a = t.memoizedProps, a = bi(a.default, a.update), a !== "none" && Wl(r, n, a, r.memoizedState = [], !0));
					break;
				default: if (a & 1024) throw Error(i(163));
			}
			if (r = t.sibling, r !== null) {
				r.return = t.return, su = r;
				break;
			}
			su = t.return;
		}
	}
	function mu(e, t, n) {
		var r = n.flags;
		switch (n.tag) {
			case 0:
			case 11:
			case 15:
				Pu(e, n), r & 4 && G(5, n);
				break;
			case 1:
				if (Pu(e, n), r & 4) {
					if (e = n.stateNode, t === null) try {
						e.componentDidMount();
					} catch (e) {
						Z(n, n.return, e);
					}
					else {
						var i = Cc(n.type, t.memoizedProps);
						t = t.memoizedState;
						try {
							e.componentDidUpdate(i, t, e.__reactInternalSnapshotBeforeUpdate);
						} catch (e) {
							Z(n, n.return, e);
						}
					}
				}
				r & 64 && Sl(n), r & 512 && wl(n, n.return);
				break;
			case 3:
				if (Pu(e, n), r & 64 && (e = n.updateQueue, e !== null)) {
					if (t = null, n.child !== null) switch (n.child.tag) {
						case 27:
						case 5:
							t = n.child.stateNode;
							break;
						case 1: t = n.child.stateNode;
					}
					try {
						Eo(e, t);
					} catch (e) {
						Z(n, n.return, e);
					}
				}
				break;
			case 27: t === null && r & 4 && Ll(n);
			case 26:
			case 5:
				Pu(e, n), t === null && r & 4 && jl(n), r & 512 && wl(n, n.return);
				break;
			case 12:
				Pu(e, n);
				break;
			case 31:
				Pu(e, n), r & 4 && Cu(e, n);
				break;
			case 13:
				Pu(e, n), r & 4 && wu(e, n), r & 64 && (e = n.memoizedState, e !== null && (e = e.dehydrated, e !== null && (n = _f.bind(null, n), cm(e, n))));
				break;
			case 22:
				if (r = n.memoizedState !== null || ru, !r) {
					var a = t !== null && t.memoizedState !== null || K;
					t = ru, i = K, ru = r, (K = a) && !i ? (r = 2, n.subtreeFlags & 8772 && (r |= 1), Iu(e, n, r)) : Pu(e, n), ru = t, K = i;
				}
				break;
			case 30:
				Pu(e, n), r & 512 && wl(n, n.return);
				break;
			case 7: r & 512 && wl(n, n.return);
			default: Pu(e, n);
		}
	}
	function hu(e, t) {
		for (e = e.child; e !== null;) gu(e, t), e = e.sibling;
	}
	function gu(e, t) {
		switch (e.tag) {
			case 5:
			case 26:
				try {
					var n = e.stateNode;
					if (t) {
						var r = n.style;
						typeof r.setProperty == "function" ? r.setProperty("display", "none", "important") : r.display = "none";
					} else {
						var i = e.stateNode, a = e.memoizedProps.style, o = a != null && a.hasOwnProperty("display") ? a.display : null;
						i.style.display = o == null || typeof o == "boolean" ? "" : ("" + o).trim();
					}
				} catch (t) {
					Z(e, e.return, t);
				}
				_u(e, t);
				break;
			case 6:
				try {
					e.stateNode.nodeValue = t ? "" : e.memoizedProps, R = !0;
				} catch (t) {
					Z(e, e.return, t);
				}
				break;
			case 18:
				try {
					var s = e.stateNode;
					t ? wp(s, !0) : wp(e.stateNode, !1);
				} catch (t) {
					Z(e, e.return, t);
				}
				break;
			case 22:
			case 23:
				e.memoizedState === null && hu(e, t);
				break;
			default: hu(e, t);
		}
	}
	function _u(e, t) {
		if (e.subtreeFlags & 67108864) for (e = e.child; e !== null;) {
			a: {
				var n = e, r = t;
				switch (n.tag) {
					case 4:
						gu(n, r);
						break a;
					case 22:
						n.memoizedState === null && _u(n, r);
						break a;
					default: _u(n, r);
				}
			}
			e = e.sibling;
		}
	}
	function vu(e) {
		var t = e.alternate;
		t !== null && (e.alternate = null, vu(t)), e.child = null, e.deletions = null, e.sibling = null, e.tag === 5 && (t = e.stateNode, t !== null && Mt(t)), e.stateNode = null, e.return = null, e.dependencies = null, e.memoizedProps = null, e.memoizedState = null, e.pendingProps = null, e.stateNode = null, e.updateQueue = null;
	}
	var yu = null, bu = !1;
	function xu(e, t, n) {
		for (n = n.child; n !== null;) Su(e, t, n), n = n.sibling;
	}
	function Su(e, t, n) {
		if (Ze && typeof Ze.onCommitFiberUnmount == "function") try {
			Ze.onCommitFiberUnmount(Xe, n);
		} catch {}
		switch (n.tag) {
			case 26:
				K || Tl(n, t), xu(e, t, n), n.memoizedState ? n.memoizedState.count-- : n.stateNode && !K && (n = n.stateNode, n.parentNode.removeChild(n));
				break;
			case 27:
				K || Tl(n, t), Ol(n);
				var r = yu, i = bu;
				Sp(n.type) && (yu = n.stateNode, bu = !1), xu(e, t, n), gm(n.stateNode, n.type, n.memoizedProps), yu = r, bu = i;
				break;
			case 5: K || Tl(n, t), Ol(n);
			case 6:
				if (n.tag === 6 && Ol(n), r = yu, i = bu, yu = null, xu(e, t, n), yu = r, bu = i, yu !== null) {
					if (bu) try {
						(yu.nodeType === 9 ? yu.body : yu.nodeName === "HTML" ? yu.ownerDocument.body : yu).removeChild(n.stateNode), R = !0;
					} catch (e) {
						Z(n, t, e);
					}
					else try {
						yu.removeChild(n.stateNode), R = !0;
					} catch (e) {
						Z(n, t, e);
					}
				}
				break;
			case 18:
				yu !== null && (bu ? (e = yu, Cp(e.nodeType === 9 ? e.body : e.nodeName === "HTML" ? e.ownerDocument.body : e, n.stateNode), Hh(e)) : Cp(yu, n.stateNode));
				break;
			case 4:
				r = yu, i = bu, yu = n.stateNode.containerInfo, bu = !0, xu(e, t, n), yu = r, bu = i;
				break;
			case 0:
			case 11:
			case 14:
			case 15:
				xl(2, n, t), K || xl(4, n, t), xu(e, t, n);
				break;
			case 1:
				K || (Tl(n, t), r = n.stateNode, typeof r.componentWillUnmount == "function" && Cl(n, t, r)), xu(e, t, n);
				break;
			case 21:
				xu(e, t, n);
				break;
			case 22:
				K = (r = K) || n.memoizedState !== null, xu(e, t, n), K = r;
				break;
			case 30:
				Tl(n, t), xu(e, t, n);
				break;
			case 7:
				K || Tl(n, t), xu(e, t, n);
				break;
			default: xu(e, t, n);
		}
	}
	function Cu(e, t) {
		if (t.memoizedState === null && (e = t.alternate, e !== null && (e = e.memoizedState, e !== null))) {
			e = e.dehydrated;
			try {
				Hh(e);
			} catch (e) {
				Z(t, t.return, e);
			}
		}
	}
	function wu(e, t) {
		if (t.memoizedState === null && (e = t.alternate, e !== null && (e = e.memoizedState, e !== null && (e = e.dehydrated, e !== null)))) try {
			Hh(e);
		} catch (e) {
			Z(t, t.return, e);
		}
	}
	function Tu(e) {
		switch (e.tag) {
			case 31:
			case 13:
			case 19:
				var t = e.stateNode;
				return t === null && (t = e.stateNode = new ou()), t;
			case 22: return e = e.stateNode, t = e._retryCache, t === null && (t = e._retryCache = new ou()), t;
			default: throw Error(i(435, e.tag));
		}
	}
	function Eu(e, t) {
		var n = Tu(e);
		t.forEach(function(t) {
			if (!n.has(t)) {
				n.add(t);
				var r = vf.bind(null, e, t);
				t.then(r, r);
			}
		});
	}
	function Du(e, t, n) {
		var r = t.deletions;
		if (r !== null) for (var a = 0; a < r.length; a++) {
			var o = r[a], s = e, c = t, l = c;
			a: for (; l !== null;) {
				switch (l.tag) {
					case 27:
						if (Sp(l.type)) {
							yu = l.stateNode, bu = !1;
							break a;
						}
						break;
					case 5:
						yu = l.stateNode, bu = !1;
						break a;
					case 3:
					case 4:
						yu = l.stateNode.containerInfo, bu = !0;
						break a;
				}
				l = l.return;
			}
			if (yu === null) throw Error(i(160));
			Su(s, c, o), yu = null, bu = !1, s = o.alternate, s !== null && (s.return = null), o.return = null;
		}
		if (t.subtreeFlags & 13886) for (t = t.child; t !== null;) ku(t, e, n), t = t.sibling;
	}
	var Ou = null;
	function ku(e, t, n) {
		var r = e.alternate, a = e.flags;
		switch (e.tag) {
			case 0:
			case 11:
			case 14:
			case 15:
				if (a & 4 && (r = e.updateQueue, r = r === null ? null : r.events, r !== null)) for (var o = 0; o < r.length; o++) {
					var s = r[o];
					s.ref.impl = s.nextImpl;
				}
				Du(t, e, n), Au(e), a & 4 && (xl(3, e, e.return), G(3, e), xl(5, e, e.return));
				break;
			case 1:
				Du(t, e, n), Au(e), a & 512 && (K || r === null || Tl(r, r.return)), a & 64 && ru && (e = e.updateQueue, e !== null && (t = e.callbacks, t !== null && (n = e.shared.hiddenCallbacks, e.shared.hiddenCallbacks = n === null ? t : n.concat(t))));
				break;
			case 26:
				if (o = Ou, Du(t, e, n), Au(e), a & 512 && (K || r === null || Tl(r, r.return)), a & 4) {
					if (a = r === null ? null : r.memoizedState, n = e.memoizedState, r === null) {
						if (n === null) {
							if (e.stateNode === null) {
								if (ru) e.stateNode = pp(e.type, e.memoizedProps, t.containerInfo, e);
								else {
									a: {
										t = e.type, n = e.memoizedProps, a = o.ownerDocument || o;
										b: switch (t) {
											case "title":
												r = a.getElementsByTagName("title")[0], (!r || r[At] || r[Ct] || r.namespaceURI === "http://www.w3.org/2000/svg" || r.hasAttribute("itemprop")) && (r = a.createElement(t), a.head.insertBefore(r, a.querySelector("head > title"))), rp(r, t, n), r[Ct] = e, Lt(r), t = r;
												break a;
											case "link":
												if (o = Gm("link", "href", a).get(t + (n.href || ""))) {
													for (s = 0; s < o.length; s++) if (r = o[s], r.getAttribute("href") === (n.href == null || n.href === "" ? null : n.href) && r.getAttribute("rel") === (n.rel == null ? null : n.rel) && r.getAttribute("title") === (n.title == null ? null : n.title) && r.getAttribute("crossorigin") === (n.crossOrigin == null ? null : n.crossOrigin)) {
														o.splice(s, 1);
														break b;
													}
												}
												r = a.createElement(t), rp(r, t, n), a.head.appendChild(r);
												break;
											case "meta":
												if (o = Gm("meta", "content", a).get(t + (n.content || ""))) {
													for (s = 0; s < o.length; s++) if (r = o[s], r.getAttribute("content") === (n.content == null ? null : "" + n.content) && r.getAttribute("name") === (n.name == null ? null : n.name) && r.getAttribute("property") === (n.property == null ? null : n.property) && r.getAttribute("http-equiv") === (n.httpEquiv == null ? null : n.httpEquiv) && r.getAttribute("charset") === (n.charSet == null ? null : n.charSet)) {
														o.splice(s, 1);
														break b;
													}
												}
												r = a.createElement(t), rp(r, t, n), a.head.appendChild(r);
												break;
											default: throw Error(i(468, t));
										}
										r[Ct] = e, Lt(r), t = r;
									}
									e.stateNode = t;
								}
							} else ru || Km(o, e.type, e.stateNode);
						} else e.stateNode = Bm(o, n, e.memoizedProps);
					} else a === n ? n === null && e.stateNode !== null && Ml(e, e.memoizedProps, r.memoizedProps) : (a === null ? (t = r.stateNode, t === null || K || t.parentNode.removeChild(t)) : a.count--, n === null ? ru || Km(o, e.type, e.stateNode) : Bm(o, n, e.memoizedProps));
				}
				break;
			case 27:
				Du(t, e, n), Au(e), a & 512 && (K || r === null || Tl(r, r.return)), r !== null && a & 4 && Ml(e, e.memoizedProps, r.memoizedProps);
				break;
			case 5:
				if (o = iu, iu = !1, Du(t, e, n), iu = o, Au(e), a & 512 && (K || r === null || Tl(r, r.return)), e.flags & 32) {
					t = e.stateNode;
					try {
						dn(t, ""), R = !0;
					} catch (t) {
						Z(e, e.return, t);
					}
				}
				a & 4 && e.stateNode != null && (t = e.memoizedProps, Ml(e, t, r === null ? t : r.memoizedProps)), a & 1024 && (au = !0);
				break;
			case 6:
				if (Du(t, e, n), Au(e), a & 4) {
					if (e.stateNode === null) throw Error(i(162));
					t = e.memoizedProps, n = e.stateNode;
					try {
						n.nodeValue = t, R = !0;
					} catch (t) {
						Z(e, e.return, t);
					}
				}
				break;
			case 3:
				if (R = !1, Wm = null, o = Ou, Ou = bm(t.containerInfo), Du(t, e, n), Ou = o, Au(e), a & 4 && r !== null && r.memoizedState.isDehydrated) try {
					Hh(t.containerInfo);
				} catch (t) {
					Z(e, e.return, t);
				}
				au && (au = !1, ju(e)), R = !1;
				break;
			case 4:
				a = iu, iu = ru, r = qt(), o = Ou, Ou = bm(e.stateNode.containerInfo), Du(t, e, n), Au(e), Ou = o, R && lu && (uu = !0), R = r, iu = a;
				break;
			case 12:
				Du(t, e, n), Au(e);
				break;
			case 31:
				Du(t, e, n), Au(e), a & 4 && (t = e.updateQueue, t !== null && (e.updateQueue = null, Eu(e, t)));
				break;
			case 13:
				Du(t, e, n), Au(e), e.child.flags & 8192 && e.memoizedState !== null != (r !== null && r.memoizedState !== null) && (md = Ve()), a & 4 && (t = e.updateQueue, t !== null && (e.updateQueue = null, Eu(e, t)));
				break;
			case 22:
				o = e.memoizedState !== null, s = r !== null && r.memoizedState !== null;
				var c = ru, l = K, u = iu;
				ru = c || o, iu = u || o, K = l || s, Du(t, e, n), K = l, iu = u, ru = c, Au(e), a & 8192 && (t = e.stateNode, t._visibility = o ? t._visibility & -2 : t._visibility | 1, !o || r === null || s || ru || K || (t = s || K, n = ru, r = K, ru = o || ru, K = t, Fu(e, 2), ru = n, K = r), !o && iu || hu(e, o)), a & 4 && (t = e.updateQueue, t !== null && (n = t.retryQueue, n !== null && (t.retryQueue = null, Eu(e, n))));
				break;
			case 19:
				Du(t, e, n), Au(e), a & 4 && (t = e.updateQueue, t !== null && (e.updateQueue = null, Eu(e, t)));
				break;
			case 30:
				a & 512 && (K || r === null || Tl(r, r.return)), a = qt(), o = lu, s = (n & 335544064) === n, c = e.memoizedProps, lu = s && bi(c.default, c.update) !== "none", Du(t, e, n), Au(e), s && r !== null && R && (e.flags |= 4), lu = o, R = a;
				break;
			case 21: break;
			case 7: a & 512 && (K || r === null || Tl(r, r.return)), r && r.stateNode !== null && (r.stateNode._fragmentFiber = e);
			default: Du(t, e, n), Au(e);
		}
	}
	function Au(e) {
		var t = e.flags;
		if (t & 2) {
			try {
				for (var n, r = e.return; r !== null;) {
					if (Nl(r)) {
						n = r;
						break;
					}
					r = r.return;
				}
				r = null;
				for (var a = e.return; a !== null;) {
					if (Al(a)) {
						var o = a.stateNode;
						r === null ? r = [o] : r.push(o);
					}
					if (kl(a)) break;
					a = a.return;
				}
				var s = r;
				if (n == null) throw Error(i(160));
				switch (n.tag) {
					case 27:
						var c = n.stateNode;
						Il(e, Pl(e), c, s);
						break;
					case 5:
						var l = n.stateNode;
						n.flags & 32 && (dn(l, ""), n.flags &= -33), Il(e, Pl(e), l, s);
						break;
					case 3:
					case 4:
						var u = n.stateNode.containerInfo;
						Fl(e, Pl(e), u, s);
						break;
					default: throw Error(i(161));
				}
			} catch (t) {
				Z(e, e.return, t);
			}
			e.flags &= -3;
		}
		t & 4096 && (e.flags &= -4097);
	}
	function ju(e) {
		if (e.subtreeFlags & 1024) for (e = e.child; e !== null;) {
			var t = e;
			ju(t), t.tag === 5 && t.flags & 1024 && (t = t.stateNode, gh = !0, t.reset(), gh = !1), e = e.sibling;
		}
	}
	function Mu(e, t) {
		if (t.subtreeFlags & 9270) for (t = t.child; t !== null;) Nu(t, e), t = t.sibling;
		else nu(t, !1);
	}
	function Nu(e, t) {
		var n = e.alternate;
		if (n === null) Jl(e, !1);
		else switch (e.tag) {
			case 3:
				if (du = cu = !1, Hl(), Mu(t, e), !cu && !uu) {
					if (e = Vl, e !== null) for (var r = 0; r < e.length; r += 3) {
						n = e[r];
						var i = e[r + 1];
						Ep(n, e[r + 2]), n = n.ownerDocument.documentElement, n !== null && n.animate({
							opacity: [0, 0],
							pointerEvents: ["none", "none"]
						}, {
							duration: 0,
							fill: "forwards",
							pseudoElement: "::view-transition-group(" + i + ")"
						});
					}
					e = t.containerInfo, e = e.nodeType === 9 ? e.documentElement : e.ownerDocument.documentElement, e !== null && e.style.viewTransitionName === "" && (e.style.viewTransitionName = "none", e.animate({
						opacity: [0, 0],
						pointerEvents: ["none", "none"]
					}, {
						duration: 0,
						fill: "forwards",
						pseudoElement: "::view-transition-group(root)"
					}), e.animate({
						width: [0, 0],
						height: [0, 0]
					}, {
						duration: 0,
						fill: "forwards",
						pseudoElement: "::view-transition"
					})), du = !0;
				}
				Vl = null;
				break;
			case 5:
				Mu(t, e);
				break;
			case 4:
				r = cu, cu = !1, Mu(t, e), cu && (uu = !0), cu = r;
				break;
			case 22:
				e.memoizedState === null && (n.memoizedState === null ? Mu(t, e) : Jl(e, !1));
				break;
			case 30:
				r = cu, i = Hl(), cu = !1, Mu(t, e), cu && (e.flags |= 4);
				var a = e.memoizedProps, o = e.stateNode;
				t = vi(a, o), o = vi(n.memoizedProps, o);
				var s = bi(a.default, a.update);
				s === "none" ? t = !1 : (a = n.memoizedState, n.memoizedState = null, n = e.child, Ul = 0, t = tu(e, n, t, o, s, a, !0), Ul !== (a === null ? 0 : a.length) && (e.flags |= 32)), e.flags & 4 && t ? (Nd(e, e.memoizedProps.onUpdate), Vl = i) : i !== null && (i.push.apply(i, Vl), Vl = i), cu = e.flags & 32 ? !0 : r;
				break;
			default: Mu(t, e);
		}
	}
	function Pu(e, t) {
		if (t.subtreeFlags & 8772) for (t = t.child; t !== null;) mu(e, t.alternate, t), t = t.sibling;
	}
	function Fu(e, t) {
		for (e = e.child; e !== null;) {
			var n = e, r = t;
			switch (n.tag) {
				case 0:
				case 11:
				case 14:
				case 15:
					xl(4, n, n.return), Fu(n, r);
					break;
				case 1:
					Tl(n, n.return);
					var i = n.stateNode;
					typeof i.componentWillUnmount == "function" && Cl(n, n.return, i), Fu(n, r);
					break;
				case 27: r & 2 && gm(n.stateNode, n.type, n.memoizedProps);
				case 5:
					Tl(n, n.return), n.tag !== 5 && n.tag !== 27 || Ol(n), Fu(n, r);
					break;
				case 6:
					Ol(n);
					break;
				case 26:
					Tl(n, n.return), i = n.stateNode, n.memoizedState !== null || i === null || K || i.parentNode.removeChild(i), Fu(n, r);
					break;
				case 22:
					n.memoizedState === null && Fu(n, r);
					break;
				case 30:
					Tl(n, n.return), Fu(n, r);
					break;
				case 7: Tl(n, n.return);
				default: Fu(n, r);
			}
			e = e.sibling;
		}
	}
	function Iu(e, t, n) {
		for (n = t.subtreeFlags & 8772 ? n : n & -2, t = t.child; t !== null;) {
			var r = t.alternate, i = e, a = t, o = a.flags, s = !!(n & 1);
			switch (a.tag) {
				case 0:
				case 11:
				case 15:
					Iu(i, a, n), G(4, a);
					break;
				case 1:
					if (Iu(i, a, n), r = a, i = r.stateNode, typeof i.componentDidMount == "function") try {
						i.componentDidMount();
					} catch (e) {
						Z(r, r.return, e);
					}
					if (r = a, i = r.updateQueue, i !== null) {
						var c = r.stateNode;
						try {
							var l = i.shared.hiddenCallbacks;
							if (l !== null) for (i.shared.hiddenCallbacks = null, i = 0; i < l.length; i++) To(l[i], c);
						} catch (e) {
							Z(r, r.return, e);
						}
					}
					s && o & 64 && Sl(a), wl(a, a.return);
					break;
				case 27: n & 2 && Ll(a);
				case 5:
					a.tag !== 5 && a.tag !== 27 || Dl(a), Iu(i, a, n), s && r === null && o & 4 && jl(a), wl(a, a.return);
					break;
				case 6:
					Dl(a);
					break;
				case 26:
					c = a.stateNode, a.memoizedState !== null || c === null || ru || Km(bm(c.ownerDocument), a.type, c), Iu(i, a, n), s && r === null && o & 4 && jl(a), wl(a, a.return);
					break;
				case 12:
					Iu(i, a, n);
					break;
				case 31:
					Iu(i, a, n), s && o & 4 && Cu(i, a);
					break;
				case 13:
					Iu(i, a, n), s && o & 4 && wu(i, a);
					break;
				case 22:
					a.memoizedState === null && Iu(i, a, n), wl(a, a.return);
					break;
				case 30:
					Iu(i, a, n), wl(a, a.return);
					break;
				case 7: wl(a, a.return);
				default: Iu(i, a, n);
			}
			t = t.sibling;
		}
	}
	function Lu(e, t) {
		var n = null;
		e !== null && e.memoizedState !== null && e.memoizedState.cachePool !== null && (n = e.memoizedState.cachePool.pool), e = null, t.memoizedState !== null && t.memoizedState.cachePool !== null && (e = t.memoizedState.cachePool.pool), e !== n && (e != null && e.refCount++, n != null && Pa(n));
	}
	function Ru(e, t) {
		e = null, t.alternate !== null && (e = t.alternate.memoizedState.cache), t = t.memoizedState.cache, t !== e && (t.refCount++, e != null && Pa(e));
	}
	function zu(e, t, n, r) {
		var i = (n & 335544064) === n;
		if (t.subtreeFlags & (i ? 10262 : 10256)) for (t = t.child; t !== null;) Bu(e, t, n, r), t = t.sibling;
		else i && eu(t);
	}
	function Bu(e, t, n, r) {
		var i = (n & 335544064) === n;
		i && t.alternate === null && t.return !== null && t.return.alternate !== null && $l(t);
		var a = t.flags;
		switch (t.tag) {
			case 0:
			case 11:
			case 15:
				zu(e, t, n, r), a & 2048 && G(9, t);
				break;
			case 1:
				zu(e, t, n, r);
				break;
			case 3:
				zu(e, t, n, r), i && du && (e = e.containerInfo, e = e.nodeType === 9 ? e.body : e.nodeName === "HTML" ? e.ownerDocument.body : e, e.style.viewTransitionName === "root" && (e.style.viewTransitionName = ""), e = e.ownerDocument.documentElement, e !== null && e.style.viewTransitionName === "none" && (e.style.viewTransitionName = "")), a & 2048 && (a = null, t.alternate !== null && (a = t.alternate.memoizedState.cache), t = t.memoizedState.cache, t !== a && (t.refCount++, a != null && Pa(a)));
				break;
			case 12:
				if (a & 2048) {
					zu(e, t, n, r), a = t.stateNode;
					try {
						var o = t.memoizedProps, s = o.id, c = o.onPostCommit;
						typeof c == "function" && c(s, t.alternate === null ? "mount" : "update", a.passiveEffectDuration, -0);
					} catch (e) {
						Z(t, t.return, e);
					}
				} else zu(e, t, n, r);
				break;
			case 31:
				zu(e, t, n, r);
				break;
			case 13:
				zu(e, t, n, r);
				break;
			case 23: break;
			case 22:
				o = t.stateNode, s = t.alternate, t.memoizedState === null ? (i && s !== null && s.memoizedState !== null && $l(t), o._visibility & 2 ? zu(e, t, n, r) : (o._visibility |= 2, Vu(e, t, n, r, !!(t.subtreeFlags & 10256) || !1))) : (i && s !== null && s.memoizedState === null && $l(s), o._visibility & 2 ? zu(e, t, n, r) : Hu(e, t)), a & 2048 && Lu(s, t);
				break;
			case 24:
				zu(e, t, n, r), a & 2048 && Ru(t.alternate, t);
				break;
			case 30:
				i && (a = t.alternate, a !== null && (Kl(a.child, !0), Kl(t.child, !0))), zu(e, t, n, r);
				break;
			default: zu(e, t, n, r);
		}
	}
	function Vu(e, t, n, r, i) {
		for (i &&= !!(t.subtreeFlags & 10256) || !1, t = t.child; t !== null;) {
			var a = e, o = t, s = n, c = r, l = o.flags;
			switch (o.tag) {
				case 0:
				case 11:
				case 15:
					Vu(a, o, s, c, i), G(8, o);
					break;
				case 23: break;
				case 22:
					var u = o.stateNode;
					o.memoizedState === null ? (u._visibility |= 2, Vu(a, o, s, c, i)) : u._visibility & 2 ? Vu(a, o, s, c, i) : Hu(a, o), i && l & 2048 && Lu(o.alternate, o);
					break;
				case 24:
					Vu(a, o, s, c, i), i && l & 2048 && Ru(o.alternate, o);
					break;
				default: Vu(a, o, s, c, i);
			}
			t = t.sibling;
		}
	}
	function Hu(e, t) {
		if (t.subtreeFlags & 10256) for (t = t.child; t !== null;) {
			var n = e, r = t, i = r.flags;
			switch (r.tag) {
				case 22:
					Hu(n, r), i & 2048 && Lu(r.alternate, r);
					break;
				case 24:
					Hu(n, r), i & 2048 && Ru(r.alternate, r);
					break;
				default: Hu(n, r);
			}
			t = t.sibling;
		}
	}
	var Uu = 8192;
	function Wu(e, t, n) {
		if (e.subtreeFlags & Uu) for (e = e.child; e !== null;) Gu(e, t, n), e = e.sibling;
	}
	function Gu(e, t, n) {
		switch (e.tag) {
			case 26:
				Wu(e, t, n), e.flags & Uu && (e.memoizedState === null ? (e = e.stateNode, (t & 335544128) === t && Zm(n, e)) : Qm(n, Ou, e.memoizedState, e.memoizedProps));
				break;
			case 5:
				Wu(e, t, n), e.flags & Uu && (e = e.stateNode, (t & 335544128) === t && Zm(n, e));
				break;
			case 3:
			case 4:
				var r = Ou;
				Ou = bm(e.stateNode.containerInfo), Wu(e, t, n), Ou = r;
				break;
			case 22:
				e.memoizedState === null && (r = e.alternate, r !== null && r.memoizedState !== null ? (r = Uu, Uu = 16777216, Wu(e, t, n), Uu = r) : Wu(e, t, n));
				break;
			case 30:
				if ((e.flags & Uu) !== 0 && (r = e.memoizedProps.name, r != null && r !== "auto")) {
					var i = e.stateNode;
					i.paired = null, zl === null && (zl = /* @__PURE__ */ new Map()), zl.set(r, i);
				}
				Wu(e, t, n);
				break;
			default: Wu(e, t, n);
		}
	}
	function Ku(e) {
		var t = e.alternate;
		if (t !== null && (e = t.child, e !== null)) {
			t.child = null;
			do
				t = e.sibling, e.sibling = null, e = t;
			while (e !== null);
		}
	}
	function qu(e) {
		var t = e.deletions;
		if (e.flags & 16) {
			if (t !== null) for (var n = 0; n < t.length; n++) {
				var r = t[n];
				su = r, Xu(r, e);
			}
			Ku(e);
		}
		if (e.subtreeFlags & 10256) for (e = e.child; e !== null;) Ju(e), e = e.sibling;
	}
	function Ju(e) {
		switch (e.tag) {
			case 0:
			case 11:
			case 15:
				qu(e), e.flags & 2048 && xl(9, e, e.return);
				break;
			case 3:
				qu(e);
				break;
			case 12:
				qu(e);
				break;
			case 22:
				var t = e.stateNode;
				e.memoizedState !== null && t._visibility & 2 && (e.return === null || e.return.tag !== 13) ? (t._visibility &= -3, Yu(e)) : qu(e);
				break;
			default: qu(e);
		}
	}
	function Yu(e) {
		var t = e.deletions;
		if (e.flags & 16) {
			if (t !== null) for (var n = 0; n < t.length; n++) {
				var r = t[n];
				su = r, Xu(r, e);
			}
			Ku(e);
		}
		for (e = e.child; e !== null;) {
			switch (t = e, t.tag) {
				case 0:
				case 11:
				case 15:
					xl(8, t, t.return), Yu(t);
					break;
				case 22:
					n = t.stateNode, n._visibility & 2 && (n._visibility &= -3, Yu(t));
					break;
				default: Yu(t);
			}
			e = e.sibling;
		}
	}
	function Xu(e, t) {
		for (; su !== null;) {
			var n = su;
			switch (n.tag) {
				case 0:
				case 11:
				case 15:
					xl(8, n, t);
					break;
				case 23:
				case 22:
					if (n.memoizedState !== null && n.memoizedState.cachePool !== null) {
						var r = n.memoizedState.cachePool.pool;
						r != null && r.refCount++;
					}
					break;
				case 24: Pa(n.memoizedState.cache);
			}
			if (r = n.child, r !== null) r.return = n, su = r;
			else a: for (n = e; su !== null;) {
				r = su;
				var i = r.sibling, a = r.return;
				if (vu(r), r === n) {
					su = null;
					break a;
				}
				if (i !== null) {
					i.return = a, su = i;
					break a;
				}
				su = a;
			}
		}
	}
	var Zu = {
		getCacheForType: function(e) {
			var t = Ea(Ma), n = t.data.get(e);
			return n === void 0 && (n = e(), t.data.set(e, n)), n;
		},
		cacheSignal: function() {
			return Ea(Ma).controller.signal;
		}
	}, Qu = typeof WeakMap == "function" ? WeakMap : Map, q = 0, $u = null, J = null, Y = 0, X = 0, ed = null, td = !1, nd = !1, rd = !1, id = 0, ad = 0, od = 0, sd = 0, cd = 0, ld = 0, ud = 0, dd = null, fd = null, pd = !1, md = 0, hd = 0, gd = Infinity, _d = null, vd = null, yd = 0, bd = null, xd = null, Sd = 0, Cd = 0, wd = null, Td = null, Ed = null, Dd = null, Od = null, kd = 0, Ad = null;
	function jd() {
		return q & 2 && Y !== 0 ? Y & -Y : I.T === null ? bt() : Pf();
	}
	function Md() {
		if (ld === 0) {
			if (!(Y & 536870912) || z) {
				var e = it;
				it <<= 1, !(it & 3932160) && (it = 262144), ld = e;
			} else ld = 536870912;
		}
		return e = jo.current, e !== null && (e.flags |= 32), ld;
	}
	function Nd(e, t) {
		if (t != null) {
			var n = e.stateNode, r = n.ref;
			r === null && (r = n.ref = Pp(vi(e.memoizedProps, n))), Dd === null && (Dd = []), Dd.push(t.bind(null, r));
		}
	}
	function Pd(e, t, n) {
		(e === $u && (X === 2 || X === 9) || e.cancelPendingCommit !== null) && (Vd(e, 0), Rd(e, Y, ld, !1)), pt(e, n), q & 2 && e === $u || (e === $u && (!(q & 2) && (sd |= n), ad === 4 && Rd(e, Y, ld, !1)), Ef(e));
	}
	function Fd(e, t, n) {
		if (q & 6) throw Error(i(327));
		var r = !n && !(t & 127) && (t & e.expiredLanes) === 0 || ct(e, t), a = r ? Yd(e, t) : qd(e, t, !0), o = r;
		do {
			if (a === 0) {
				nd && !r && Rd(e, t, 0, !1);
				break;
			}
			if (n = e.current.alternate, o && !Ld(n)) a = qd(e, t, !1), o = !1;
			else {
				if (a === 2) {
					if (o = t, e.errorRecoveryDisabledLanes & o) var s = 0;
					else s = e.pendingLanes & -536870913, s = s === 0 ? s & 536870912 ? 536870912 : 0 : s;
					if (s !== 0) {
						t = s;
						a: {
							var c = e;
							a = dd;
							var l = c.current.memoizedState.isDehydrated;
							if (l && (Vd(c, s).flags |= 256), s = qd(c, s, !1), s !== 2 && s !== 6) {
								if (rd && !l) {
									c.errorRecoveryDisabledLanes |= o, sd |= o, a = 4;
									break a;
								}
								o = fd, fd = a, o !== null && (fd === null ? fd = o : fd.push.apply(fd, o));
							}
							a = s;
						}
						if (o = !1, a !== 2) continue;
					}
				}
				if (a === 1) {
					Vd(e, 0), Rd(e, t, 0, !0);
					break;
				}
				a: {
					switch (r = e, o = a, o) {
						case 0:
						case 1: throw Error(i(345));
						case 4: if ((t & 4194048) !== t && (t & 62914560) !== t) break;
						case 6:
							Rd(r, t, ld, !td);
							break a;
						case 2:
							fd = null;
							break;
						case 3:
						case 5: break;
						default: throw Error(i(329));
					}
					if ((t & 62914560) === t && (a = md + 300 - Ve(), 10 < a)) {
						if (Rd(r, t, ld, !td), st(r, 0, !0) !== 0) break a;
						Sd = t, r.timeoutHandle = _p(Id.bind(null, r, n, fd, _d, pd, t, ld, sd, ud, td, o, "Throttled", -0, 0), a);
						break a;
					}
					Id(r, n, fd, _d, pd, t, ld, sd, ud, td, o, null, -0, 0);
				}
				break;
			}
		} while (1);
		Ef(e);
	}
	function Id(e, t, n, r, i, a, o, s, c, l, u, d, f, p) {
		e.timeoutHandle = -1;
		var m = t.subtreeFlags, h = (a & 335544064) === a;
		d = null, (h || m & 8192 || (m & 16785408) == 16785408) && (d = {
			stylesheets: null,
			count: 0,
			imgCount: 0,
			imgBytes: 0,
			suspenseyImages: [],
			waitingForImages: !0,
			waitingForViewTransition: !1,
			unsuspend: yn
		}, zl = null, Gu(t, a, d), h && (m = d, h = e.containerInfo, h = (h.nodeType === 9 ? h : h.ownerDocument).__reactViewTransition, h != null && (m.count++, m.waitingForViewTransition = !0, m = nh.bind(m), h.finished.then(m, m))), m = (a & 62914560) === a ? md - Ve() : (a & 4194048) === a ? hd - Ve() : 0, m = eh(d, m), m !== null) ? (Sd = a, e.cancelPendingCommit = m(nf.bind(null, e, t, a, n, r, i, o, s, c, l, u, d, null, f, p)), Rd(e, a, o, !l)) : nf(e, t, a, n, r, i, o, s, c, l, u, d);
	}
	function Ld(e) {
		for (var t = e;;) {
			var n = t.tag;
			if ((n === 0 || n === 11 || n === 15) && t.flags & 16384 && (n = t.updateQueue, n !== null && (n = n.stores, n !== null))) for (var r = 0; r < n.length; r++) {
				var i = n[r], a = i.getSnapshot;
				i = i.value;
				try {
					if (!Hr(a(), i)) return !1;
				} catch {
					return !1;
				}
			}
			if (n = t.child, t.subtreeFlags & 16384 && n !== null) n.return = t, t = n;
			else {
				if (t === e) break;
				for (; t.sibling === null;) {
					if (t.return === null || t.return === e) return !0;
					t = t.return;
				}
				t.sibling.return = t.return, t = t.sibling;
			}
		}
		return !0;
	}
	function Rd(e, t, n, r) {
		t = lt(e, t), t &= ~cd, t &= ~sd, e.suspendedLanes |= t, e.pingedLanes &= ~t, r && (e.warmLanes |= t), r = e.expirationTimes;
		for (var i = t; 0 < i;) {
			var a = 31 - $e(i), o = 1 << a;
			r[a] = -1, i &= ~o;
		}
		n !== 0 && ht(e, n, t);
	}
	function zd() {
		return q & 6 ? !0 : (Df(0, !1), !1);
	}
	function Bd() {
		if (J !== null) {
			if (X === 0) var e = J.return;
			else e = J, va = _a = null, as(e), oo = null, so = 0, e = J;
			for (; e !== null;) W(e.alternate, e), e = e.return;
			J = null;
		}
	}
	function Vd(e, t) {
		var n = e.timeoutHandle;
		return n !== -1 && (e.timeoutHandle = -1, vp(n)), n = e.cancelPendingCommit, n !== null && (e.cancelPendingCommit = null, n()), Sd = 0, Bd(), $u = e, J = n = Fi(e.current, null), Y = t, X = 0, ed = null, td = !1, nd = ct(e, t), rd = !1, ud = ld = cd = sd = od = ad = 0, fd = dd = null, pd = !1, id = lt(e, t), Ti(), n;
	}
	function Hd(e, t) {
		V = null, I.H = hc, t === Xa || t === Qa ? (t = io(), X = 3) : t === Za ? (t = io(), X = 4) : X = t === Nc ? 8 : typeof t == "object" && t && typeof t.then == "function" ? 6 : 1, ed = t, J === null && (ad = 1, Dc(e, Ui(t, e.current)));
	}
	function Ud() {
		var e = jo.current;
		return e === null ? !0 : (Y & 4194048) === Y ? Mo === null : (Y & 62914560) === Y || Y & 536870912 ? e === Mo : !1;
	}
	function Wd() {
		var e = I.H;
		return I.H = hc, e === null ? hc : e;
	}
	function Gd() {
		var e = I.A;
		return I.A = Zu, e;
	}
	function Kd() {
		ad = 4, td || (Y & 4194048) !== Y && jo.current !== null || (nd = !0), !(od & 134217727) && !(sd & 134217727) || $u === null || Rd($u, Y, ld, !1);
	}
	function qd(e, t, n) {
		var r = q;
		q |= 2;
		var i = Wd(), a = Gd();
		($u !== e || Y !== t) && (_d = null, Vd(e, t)), t = !1;
		var o = ad;
		a: do
			try {
				if (X !== 0 && J !== null) {
					var s = J, c = ed;
					switch (X) {
						case 8:
							Bd(), o = 6;
							break a;
						case 3:
						case 2:
						case 9:
						case 6:
							jo.current === null && (t = !0);
							var l = X;
							if (X = 0, ed = null, $d(e, s, c, l), n && nd) {
								o = 0;
								break a;
							}
							break;
						default: l = X, X = 0, ed = null, $d(e, s, c, l);
					}
				}
				Jd(), o = ad;
				break;
			} catch (t) {
				Hd(e, t);
			}
		while (1);
		return t && e.shellSuspendCounter++, va = _a = null, q = r, I.H = i, I.A = a, J === null && ($u = null, Y = 0, Ti()), o;
	}
	function Jd() {
		for (; J !== null;) Zd(J);
	}
	function Yd(e, t) {
		var n = q;
		q |= 2;
		var r = Wd(), a = Gd();
		$u !== e || Y !== t ? (_d = null, gd = Ve() + 500, Vd(e, t)) : nd = ct(e, t);
		a: do
			try {
				if (X !== 0 && J !== null) {
					t = J;
					var o = ed;
					b: switch (X) {
						case 1:
							X = 0, ed = null, $d(e, t, o, 1);
							break;
						case 2:
						case 9:
							if (eo(o)) {
								X = 0, ed = null, Qd(t);
								break;
							}
							t = function() {
								X !== 2 && X !== 9 || $u !== e || (X = 7), Ef(e);
							}, o.then(t, t);
							break a;
						case 3:
							X = 7;
							break a;
						case 4:
							X = 5;
							break a;
						case 7:
							eo(o) ? (X = 0, ed = null, Qd(t)) : (X = 0, ed = null, $d(e, t, o, 7));
							break;
						case 5:
							var s = null;
							switch (J.tag) {
								case 26: s = J.memoizedState;
								case 5:
								case 27:
									var c = J;
									if (s ? Ym(s) : c.stateNode.complete) {
										X = 0, ed = null;
										var l = c.sibling;
										if (l !== null) J = l;
										else {
											var u = c.return;
											u === null ? J = null : (J = u, ef(u));
										}
										break b;
									}
							}
							X = 0, ed = null, $d(e, t, o, 5);
							break;
						case 6:
							X = 0, ed = null, $d(e, t, o, 6);
							break;
						case 8:
							Bd(), ad = 6;
							break a;
						default: throw Error(i(462));
					}
				}
				Xd();
				break;
			} catch (t) {
				Hd(e, t);
			}
		while (1);
		return va = _a = null, I.H = r, I.A = a, q = n, J === null ? ($u = null, Y = 0, Ti(), ad) : 0;
	}
	function Xd() {
		for (; J !== null && !ze();) Zd(J);
	}
	function Zd(e) {
		var t = pl(e.alternate, e, id);
		e.memoizedProps = e.pendingProps, t === null ? ef(e) : J = t;
	}
	function Qd(e) {
		var t = e, n = t.alternate;
		switch (t.tag) {
			case 15:
			case 0:
				t = qc(n, t, t.pendingProps, t.type, void 0, Y);
				break;
			case 11:
				t = qc(n, t, t.pendingProps, t.type.render, t.ref, Y);
				break;
			case 5:
				as(t);
				var r = t;
				r === ia && (z ? (da(r), r.tag === 5 && r.stateNode != null && (aa = r.stateNode)) : (da(r), z = !0));
			default: W(n, t), t = J = Ii(t, id), t = pl(n, t, id);
		}
		e.memoizedProps = e.pendingProps, t === null ? ef(e) : J = t;
	}
	function $d(e, t, n, r) {
		va = _a = null, as(t), oo = null, so = 0;
		var i = t.return;
		try {
			if (Mc(e, i, t, n, Y)) {
				ad = 1, Dc(e, Ui(n, e.current)), J = null;
				return;
			}
		} catch (t) {
			if (i !== null) throw J = i, t;
			ad = 1, Dc(e, Ui(n, e.current)), J = null;
			return;
		}
		t.flags & 32768 ? (z || r === 1 ? e = !0 : nd || Y & 536870912 ? e = !1 : (td = e = !0, (r === 2 || r === 9 || r === 3 || r === 6) && (r = jo.current, r !== null && r.tag === 13 && (r.flags |= 16384))), tf(t, e)) : ef(t);
	}
	function ef(e) {
		var t = e;
		do {
			if (t.flags & 32768) {
				tf(t, td);
				return;
			}
			e = t.return;
			var n = yl(t.alternate, t, id);
			if (n !== null) {
				J = n;
				return;
			}
			if (t = t.sibling, t !== null) {
				J = t;
				return;
			}
			J = t = e;
		} while (t !== null);
		ad === 0 && (ad = 5);
	}
	function tf(e, t) {
		do {
			var n = bl(e.alternate, e);
			if (n !== null) {
				n.flags &= 32767, J = n;
				return;
			}
			if (n = e.return, n !== null && (n.flags |= 32768, n.subtreeFlags = 0, n.deletions = null), !t && (e = e.sibling, e !== null)) {
				J = e;
				return;
			}
			J = e = n;
		} while (e !== null);
		ad = 6, J = null;
	}
	function nf(e, t, n, r, a, o, s, c, l, u, d, f) {
		e.cancelPendingCommit = null;
		do
			df();
		while (yd !== 0);
		if (q & 6) throw Error(i(327));
		if (t !== null) {
			if (t === e.current) throw Error(i(177));
			e === $u && (J = $u = null, Y = 0), xd = t, bd = e, Sd = n, wd = a, Td = r, rf(e, t, n, s, c, l, f);
		}
	}
	function rf(e, t, n, r, i, a, o) {
		var s = t.lanes | t.childLanes;
		if (Cd = s, s |= wi, mt(e, n, s, r, i, a), Dd = null, (n & 335544064) === n ? (Od = La(e), r = 10262) : (Od = null, r = 10256), (t.subtreeFlags & r) !== 0 || (t.flags & r) !== 0 ? (e.callbackNode = null, e.callbackPriority = 0, yf(Ge, function() {
			return ff(), null;
		})) : (e.callbackNode = null, e.callbackPriority = 0), Rl = !1, r = !!(t.flags & 13878), t.subtreeFlags & 13878 || r) {
			r = I.T, I.T = null, i = L.p, L.p = 2, a = q, q |= 4;
			try {
				fu(e, t, n);
			} finally {
				q = a, L.p = i, I.T = r;
			}
		}
		yd = 1, Rl ? Ed = Mp(o, e.containerInfo, Od, sf, cf, of, lf, ff, af, null, null) : (sf(), cf(), lf());
	}
	function af(e) {
		if (yd !== 0) {
			var t = bd.onRecoverableError;
			t(e, { componentStack: null });
		}
	}
	function of() {
		yd === 3 && (yd = 0, Nu(xd, bd), yd = 4);
	}
	function sf() {
		if (yd === 1) {
			yd = 0;
			var e = bd, t = xd, n = Sd, r = !!(t.flags & 13878);
			if (t.subtreeFlags & 13878 || r) {
				r = I.T, I.T = null;
				var i = L.p;
				L.p = 2;
				var a = q;
				q |= 4;
				try {
					lu = uu = !1, ku(t, e, n), n = lp;
					var o = Jr(e.containerInfo), s = n.focusedElem, c = n.selectionRange;
					if (o !== s && s && s.ownerDocument && qr(s.ownerDocument.documentElement, s)) {
						if (c !== null && Yr(s)) {
							var l = c.start, u = c.end;
							if (u === void 0 && (u = l), "selectionStart" in s) s.selectionStart = l, s.selectionEnd = Math.min(u, s.value.length);
							else {
								var d = s.ownerDocument || document, f = d && d.defaultView || window;
								if (f.getSelection) {
									var p = f.getSelection(), m = s.textContent.length, h = Math.min(c.start, m), g = c.end === void 0 ? h : Math.min(c.end, m);
									!p.extend && h > g && (o = g, g = h, h = o);
									var _ = Kr(s, h), v = Kr(s, g);
									if (_ && v && (p.rangeCount !== 1 || p.anchorNode !== _.node || p.anchorOffset !== _.offset || p.focusNode !== v.node || p.focusOffset !== v.offset)) {
										var y = d.createRange();
										y.setStart(_.node, _.offset), p.removeAllRanges(), h > g ? (p.addRange(y), p.extend(v.node, v.offset)) : (y.setEnd(v.node, v.offset), p.addRange(y));
									}
								}
							}
						}
						for (d = [], p = s; p = p.parentNode;) p.nodeType === 1 && d.push({
							element: p,
							left: p.scrollLeft,
							top: p.scrollTop
						});
						for (typeof s.focus == "function" && s.focus(), s = 0; s < d.length; s++) {
							var b = d[s];
							b.element.scrollLeft = b.left, b.element.scrollTop = b.top;
						}
					}
					gh = !!cp, lp = cp = null;
				} finally {
					q = a, L.p = i, I.T = r;
				}
			}
			e.current = t, yd = 2;
		}
	}
	function cf() {
		if (yd === 2) {
			yd = 0;
			var e = bd, t = xd, n = !!(t.flags & 8772);
			if (t.subtreeFlags & 8772 || n) {
				n = I.T, I.T = null;
				var r = L.p;
				L.p = 2;
				var i = q;
				q |= 4;
				try {
					mu(e, t.alternate, t);
				} finally {
					q = i, L.p = r, I.T = n;
				}
			}
			yd = 3;
		}
	}
	function lf() {
		if (yd === 4 || yd === 3) {
			yd = 0;
			var e = Ed;
			Ed = null, Be();
			var t = bd, n = xd, r = Sd, i = Td, a = (r & 335544064) === r ? 10262 : 10256;
			if ((n.subtreeFlags & a) !== 0 || (n.flags & a) !== 0 ? yd = 5 : (yd = 0, xd = bd = null, uf(t, t.pendingLanes)), a = t.pendingLanes, a === 0 && (vd = null), yt(r), n = n.stateNode, Ze && typeof Ze.onCommitFiberRoot == "function") try {
				Ze.onCommitFiberRoot(Xe, n, void 0, (n.current.flags & 128) == 128);
			} catch {}
			if (i !== null) {
				n = I.T, a = L.p, L.p = 2, I.T = null;
				try {
					for (var o = t.onRecoverableError, s = 0; s < i.length; s++) {
						var c = i[s];
						o(c.value, { componentStack: c.stack });
					}
				} finally {
					I.T = n, L.p = a;
				}
			}
			if (i = Dd, o = Od, Od = null, i !== null && (Dd = null, o === null && (o = []), e !== null)) for (c = 0; c < i.length; c++) n = (0, i[c])(o), n !== void 0 && e.finished.finally(n);
			Sd & 3 && df(), Ef(t), a = t.pendingLanes, r & 261930 && a & 42 ? t === Ad ? kd++ : (kd = 0, Ad = t) : (kd = 0, Ad = null), Df(0, !1);
		}
	}
	function uf(e, t) {
		(e.pooledCacheLanes &= t) === 0 && (t = e.pooledCache, t != null && (e.pooledCache = null, Pa(t)));
	}
	function df() {
		return Ed !== null && (Ed.skipTransition(), Ed = null), sf(), cf(), lf(), ff();
	}
	function ff() {
		if (yd !== 5) return !1;
		var e = bd, t = Cd;
		Cd = 0;
		var n = yt(Sd), r = I.T, a = L.p;
		try {
			L.p = 32 > n ? 32 : n, I.T = null, n = wd, wd = null;
			var o = bd, s = Sd;
			if (yd = 0, xd = bd = null, Sd = 0, q & 6) throw Error(i(331));
			var c = q;
			if (q |= 4, Ju(o.current), Bu(o, o.current, s, n), q = c, Df(0, !1), Ze && typeof Ze.onPostCommitFiberRoot == "function") try {
				Ze.onPostCommitFiberRoot(Xe, o);
			} catch {}
			return !0;
		} finally {
			L.p = a, I.T = r, uf(e, t);
		}
	}
	function pf(e, t, n) {
		t = Ui(n, t), t = kc(e.stateNode, t, 2), e = yo(e, t, 2), e !== null && (pt(e, 2), Ef(e));
	}
	function Z(e, t, n) {
		if (e.tag === 3) pf(e, e, n);
		else for (; t !== null;) {
			if (t.tag === 3) {
				pf(t, e, n);
				break;
			}
			if (t.tag === 1) {
				var r = t.stateNode;
				if (typeof t.type.getDerivedStateFromError == "function" || typeof r.componentDidCatch == "function" && (vd === null || !vd.has(r))) {
					e = Ui(n, e), n = Ac(2), r = yo(t, n, 2), r !== null && (jc(n, r, t, e), pt(r, 2), Ef(r));
					break;
				}
			}
			t = t.return;
		}
	}
	function mf(e, t, n) {
		var r = e.pingCache;
		if (r === null) {
			r = e.pingCache = new Qu();
			var i = /* @__PURE__ */ new Set();
			r.set(t, i);
		} else i = r.get(t), i === void 0 && (i = /* @__PURE__ */ new Set(), r.set(t, i));
		i.has(n) || (rd = !0, i.add(n), e = hf.bind(null, e, t, n), t.then(e, e));
	}
	function hf(e, t, n) {
		var r = e.pingCache;
		r !== null && r.delete(t), e.pingedLanes |= e.suspendedLanes & n, e.warmLanes &= ~n, $u === e && (Y & n) === n && (ad === 4 || ad === 3 && (Y & 62914560) === Y && 300 > Ve() - md ? q & 2 ? cd |= n : Vd(e, 0) : cd |= n, ud === Y && (ud = 0)), Ef(e);
	}
	function gf(e, t) {
		t === 0 && (t = dt()), e = Oi(e, t), e !== null && (pt(e, t), Ef(e));
	}
	function _f(e) {
		var t = e.memoizedState, n = 0;
		t !== null && (n = t.retryLane), gf(e, n);
	}
	function vf(e, t) {
		var n = 0;
		switch (e.tag) {
			case 31:
			case 13:
				var r = e.stateNode, a = e.memoizedState;
				a !== null && (n = a.retryLane);
				break;
			case 19:
				r = e.stateNode;
				break;
			case 22:
				r = e.stateNode._retryCache;
				break;
			default: throw Error(i(314));
		}
		r !== null && r.delete(t), gf(e, n);
	}
	function yf(e, t) {
		return Le(e, t);
	}
	var bf = null, xf = null, Sf = !1, Cf = !1, wf = !1, Tf = 0;
	function Ef(e) {
		e !== xf && e.next === null && (xf === null ? bf = xf = e : xf = xf.next = e), Cf = !0, Sf || (Sf = !0, Nf());
	}
	function Df(e, t) {
		if (!wf && Cf) {
			wf = !0;
			do
				for (var n = !1, r = bf; r !== null;) {
					if (!t) {
						if (e !== 0) {
							var i = r.pendingLanes;
							if (i === 0) var a = 0;
							else {
								var o = r.suspendedLanes, s = r.pingedLanes;
								a = (1 << 31 - $e(42 | e) + 1) - 1, a &= i & ~(o & ~s), a = a & 201326741 ? a & 201326741 | 1 : a ? a | 2 : 0;
							}
							a !== 0 && (n = !0, Mf(r, a));
						} else a = Y, a = st(r, r === $u ? a : 0, r.cancelPendingCommit !== null || r.timeoutHandle !== -1), !(a & 3) || ct(r, a) || (n = !0, Mf(r, a));
					}
					r = r.next;
				}
			while (n);
			wf = !1;
		}
	}
	function Of() {
		kf();
	}
	function kf() {
		Cf = Sf = !1;
		var e = 0;
		Tf !== 0 && gp() && (e = Tf);
		for (var t = Ve(), n = null, r = bf; r !== null;) {
			var i = r.next, a = Af(r, t);
			a === 0 ? (r.next = null, n === null ? bf = i : n.next = i, i === null && (xf = n)) : (n = r, (e !== 0 || a & 3) && (Cf = !0)), r = i;
		}
		yd !== 0 && yd !== 5 || Df(e, !1), Tf !== 0 && (Tf = 0);
	}
	function Af(e, t) {
		for (var n = e.suspendedLanes, r = e.pingedLanes, i = e.expirationTimes, a = e.pendingLanes & -62914561; 0 < a;) {
			var o = 31 - $e(a), s = 1 << o, c = i[o];
			c === -1 ? ((s & n) === 0 || (s & r) !== 0) && (i[o] = ut(s, t)) : c <= t && (e.expiredLanes |= s), a &= ~s;
		}
		if (t = $u, n = Y, n = st(e, e === t ? n : 0, e.cancelPendingCommit !== null || e.timeoutHandle !== -1), r = e.callbackNode, n === 0 || e === t && (X === 2 || X === 9) || e.cancelPendingCommit !== null) return r !== null && r !== null && Re(r), e.callbackNode = null, e.callbackPriority = 0;
		if (!(n & 3) || ct(e, n)) {
			if (t = n & -n, t === e.callbackPriority) return t;
			switch (r !== null && Re(r), yt(n)) {
				case 2:
				case 8:
					n = We;
					break;
				case 32:
					n = Ge;
					break;
				case 268435456:
					n = qe;
					break;
				default: n = Ge;
			}
			return r = jf.bind(null, e), n = Le(n, r), e.callbackPriority = t, e.callbackNode = n, t;
		}
		return r !== null && r !== null && Re(r), e.callbackPriority = 2, e.callbackNode = null, 2;
	}
	function jf(e, t) {
		if (yd !== 0 && yd !== 5) return e.callbackNode = null, e.callbackPriority = 0, null;
		var n = e.callbackNode;
		if (df() && e.callbackNode !== n) return null;
		var r = Y;
		return r = st(e, e === $u ? r : 0, e.cancelPendingCommit !== null || e.timeoutHandle !== -1), r === 0 ? null : (Fd(e, r, t), Af(e, Ve()), e.callbackNode != null && e.callbackNode === n ? jf.bind(null, e) : null);
	}
	function Mf(e, t) {
		if (df()) return null;
		Fd(e, t, !0);
	}
	function Nf() {
		bp(function() {
			q & 6 ? Le(Ue, Of) : kf();
		});
	}
	function Pf() {
		if (Tf === 0) {
			var e = Ba;
			e === 0 && (e = rt, rt <<= 1, !(rt & 261888) && (rt = 256)), Tf = e;
		}
		return Tf;
	}
	function Ff(e) {
		return e == null || typeof e == "symbol" || typeof e == "boolean" ? null : typeof e == "function" ? e : vn(e);
	}
	function If(e, t, n, r, i) {
		if (t === "submit" && n && n.stateNode === i) {
			var a = Ff((i[wt] || null).action), o = r.submitter;
			o && (t = (t = o[wt] || null) ? Ff(t.formAction) : o.getAttribute("formAction"), t !== null && (a = t, o = null));
			var s = new Bn("action", "action", null, r, i);
			e.push({
				event: s,
				listeners: [{
					instance: null,
					listener: function() {
						if (r.defaultPrevented) {
							if (Tf !== 0) {
								var e = new FormData(i, o);
								tc(n, {
									pending: !0,
									data: e,
									method: i.method,
									action: a
								}, null, e);
							}
						} else typeof a == "function" && (s.preventDefault(), e = new FormData(i, o), tc(n, {
							pending: !0,
							data: e,
							method: i.method,
							action: a
						}, a, e));
					},
					currentTarget: i
				}]
			});
		}
	}
	for (var Lf = 0; Lf < hi.length; Lf++) {
		var Rf = hi[Lf];
		gi(Rf.toLowerCase(), "on" + (Rf[0].toUpperCase() + Rf.slice(1)));
	}
	gi(si, "onAnimationEnd"), gi(ci, "onAnimationIteration"), gi(li, "onAnimationStart"), gi("dblclick", "onDoubleClick"), gi("focusin", "onFocus"), gi("focusout", "onBlur"), gi(ui, "onTransitionRun"), gi(di, "onTransitionStart"), gi(fi, "onTransitionCancel"), gi(pi, "onTransitionEnd"), Ht("onMouseEnter", ["mouseout", "mouseover"]), Ht("onMouseLeave", ["mouseout", "mouseover"]), Ht("onPointerEnter", ["pointerout", "pointerover"]), Ht("onPointerLeave", ["pointerout", "pointerover"]), Vt("onChange", "change click focusin focusout input keydown keyup selectionchange".split(" ")), Vt("onSelect", "focusout contextmenu dragend focusin keydown keyup mousedown mouseup selectionchange".split(" ")), Vt("onBeforeInput", [
		"compositionend",
		"keypress",
		"textInput",
		"paste"
	]), Vt("onCompositionEnd", "compositionend focusout keydown keypress keyup mousedown".split(" ")), Vt("onCompositionStart", "compositionstart focusout keydown keypress keyup mousedown".split(" ")), Vt("onCompositionUpdate", "compositionupdate focusout keydown keypress keyup mousedown".split(" "));
	var zf = "abort canplay canplaythrough durationchange emptied encrypted ended error loadeddata loadedmetadata loadstart pause play playing progress ratechange resize seeked seeking stalled suspend timeupdate volumechange waiting".split(" "), Bf = new Set("beforetoggle cancel close invalid load scroll scrollend toggle".split(" ").concat(zf));
	function Vf(e, t) {
		t = !!(t & 4);
		for (var n = 0; n < e.length; n++) {
			var r = e[n], i = r.event;
			r = r.listeners;
			a: {
				var a = void 0;
				if (t) for (var o = r.length - 1; 0 <= o; o--) {
					var s = r[o], c = s.instance, l = s.currentTarget;
					if (s = s.listener, c !== a && i.isPropagationStopped()) break a;
					a = s, i.currentTarget = l;
					try {
						a(i);
					} catch (e) {
						xi(e);
					}
					i.currentTarget = null, a = c;
				}
				else for (o = 0; o < r.length; o++) {
					if (s = r[o], c = s.instance, l = s.currentTarget, s = s.listener, c !== a && i.isPropagationStopped()) break a;
					a = s, i.currentTarget = l;
					try {
						a(i);
					} catch (e) {
						xi(e);
					}
					i.currentTarget = null, a = c;
				}
			}
		}
	}
	function Q(e, t) {
		var n = t[Et];
		n === void 0 && (n = t[Et] = /* @__PURE__ */ new Set());
		var r = e + "__bubble";
		n.has(r) || (Gf(t, e, 2, !1), n.add(r));
	}
	function Hf(e, t, n) {
		var r = 0;
		t && (r |= 4), Gf(n, e, r, t);
	}
	var Uf = "_reactListening" + Math.random().toString(36).slice(2);
	function Wf(e) {
		if (!e[Uf]) {
			e[Uf] = !0, zt.forEach(function(t) {
				t !== "selectionchange" && (Bf.has(t) || Hf(t, !1, e), Hf(t, !0, e));
			});
			var t = e.nodeType === 9 ? e : e.ownerDocument;
			t === null || t[Uf] || (t[Uf] = !0, Hf("selectionchange", !1, t));
		}
	}
	function Gf(e, t, n, r) {
		switch (Ch(t)) {
			case 2:
				var i = _h;
				break;
			case 8:
				i = vh;
				break;
			default: i = yh;
		}
		n = i.bind(null, t, n, e), i = void 0, !kn || t !== "touchstart" && t !== "touchmove" && t !== "wheel" || (i = !0), r ? i === void 0 ? e.addEventListener(t, n, !0) : e.addEventListener(t, n, {
			capture: !0,
			passive: i
		}) : i === void 0 ? e.addEventListener(t, n, !1) : e.addEventListener(t, n, { passive: i });
	}
	function Kf(e, t, n, r, i) {
		var a = r;
		if (!(t & 1) && !(t & 2) && r !== null) a: for (;;) {
			if (r === null) return;
			var s = r.tag;
			if (s === 3 || s === 4) {
				var c = r.stateNode.containerInfo;
				if (c === i) break;
				if (s === 4) for (s = r.return; s !== null;) {
					var l = s.tag;
					if ((l === 3 || l === 4) && s.stateNode.containerInfo === i) return;
					s = s.return;
				}
				for (; c !== null;) {
					if (s = Nt(c), s === null) return;
					if (l = s.tag, l === 5 || l === 6 || l === 26 || l === 27) {
						r = a = s;
						continue a;
					}
					c = c.parentNode;
				}
			}
			r = r.return;
		}
		En(function() {
			var r = a, i = xn(n), s = [];
			a: {
				var c = mi.get(e);
				if (c !== void 0) {
					var l = Bn, u = e;
					switch (e) {
						case "keypress": if (Fn(n) === 0) break a;
						case "keydown":
						case "keyup":
							l = ir;
							break;
						case "focusin":
							u = "focus", l = Yn;
							break;
						case "focusout":
							u = "blur", l = Yn;
							break;
						case "beforeblur":
						case "afterblur":
							l = Yn;
							break;
						case "click": if (n.button === 2) break a;
						case "auxclick":
						case "dblclick":
						case "mousedown":
						case "mousemove":
						case "mouseup":
						case "mouseout":
						case "mouseover":
						case "contextmenu":
							l = qn;
							break;
						case "drag":
						case "dragend":
						case "dragenter":
						case "dragexit":
						case "dragleave":
						case "dragover":
						case "dragstart":
						case "drop":
							l = Jn;
							break;
						case "touchcancel":
						case "touchend":
						case "touchmove":
						case "touchstart":
							l = sr;
							break;
						case si:
						case ci:
						case li:
							l = Xn;
							break;
						case pi:
							l = cr;
							break;
						case "scroll":
						case "scrollend":
							l = Hn;
							break;
						case "wheel":
							l = lr;
							break;
						case "copy":
						case "cut":
						case "paste":
							l = Zn;
							break;
						case "gotpointercapture":
						case "lostpointercapture":
						case "pointercancel":
						case "pointerdown":
						case "pointermove":
						case "pointerout":
						case "pointerover":
						case "pointerup":
							l = ar;
							break;
						case "submit":
							l = or;
							break;
						case "toggle":
						case "beforetoggle": l = ur;
					}
					var d = !!(t & 4), f = !d && (e === "scroll" || e === "scrollend"), p = d ? c === null ? null : c + "Capture" : c;
					d = [];
					for (var m = r, h; m !== null;) {
						var g = m;
						if (h = g.stateNode, g = g.tag, g !== 5 && g !== 26 && g !== 27 || h === null || p === null || (g = Dn(m, p), g != null && d.push(qf(m, g, h))), f) break;
						m = m.return;
					}
					0 < d.length && (c = new l(c, u, null, n, i), s.push({
						event: c,
						listeners: d
					}));
				}
			}
			if (!(t & 7)) {
				a: {
					if (l = e === "mouseover" || e === "pointerover", c = e === "mouseout" || e === "pointerout", l && n !== bn && (u = n.relatedTarget || n.fromElement) && (Nt(u) || u[Tt])) break a;
					(c || l) && (u = i.window === i ? i : (l = i.ownerDocument) ? l.defaultView || l.parentWindow : window, c ? (l = n.relatedTarget || n.toElement, c = r, l = l ? Nt(l) : null, l !== null && (f = o(l), d = l.tag, l !== f || d !== 5 && d !== 27 && d !== 6) && (l = null)) : (c = null, l = r), c !== l && (d = qn, g = "onMouseLeave", p = "onMouseEnter", m = "mouse", (e === "pointerout" || e === "pointerover") && (d = ar, g = "onPointerLeave", p = "onPointerEnter", m = "pointer"), f = c == null ? u : Ft(c), h = l == null ? u : Ft(l), u = new d(g, m + "leave", c, n, i), u.target = f, u.relatedTarget = h, g = null, Nt(i) === r && (d = new d(p, m + "enter", l, n, i), d.target = h, d.relatedTarget = f, g = d), f = g, d = c && l ? E(c, l, Yf) : null, c !== null && Xf(s, u, c, d, !1), l !== null && f !== null && Xf(s, f, l, d, !0)));
				}
				a: {
					if (c = r ? Ft(r) : window, l = c.nodeName && c.nodeName.toLowerCase(), l === "select" || l === "input" && c.type === "file") var _ = Ar;
					else if (wr(c)) {
						if (jr) _ = Br;
						else {
							_ = Rr;
							var v = Lr;
						}
					} else l = c.nodeName, !l || l.toLowerCase() !== "input" || c.type !== "checkbox" && c.type !== "radio" ? r && hn(r.elementType) && (_ = Ar) : _ = zr;
					if (_ &&= _(e, r)) {
						Tr(s, _, n, i);
						break a;
					}
					v && v(e, c, r);
				}
				switch (v = r ? Ft(r) : window, e) {
					case "focusin":
						(wr(v) || v.contentEditable === "true") && (Zr = v, Qr = r, $r = null);
						break;
					case "focusout":
						$r = Qr = Zr = null;
						break;
					case "mousedown":
						ei = !0;
						break;
					case "contextmenu":
					case "mouseup":
					case "dragend":
						ei = !1, ti(s, n, i);
						break;
					case "selectionchange": if (Xr) break;
					case "keydown":
					case "keyup": ti(s, n, i);
				}
				var y;
				if (fr) b: {
					switch (e) {
						case "compositionstart":
							var b = "onCompositionStart";
							break b;
						case "compositionend":
							b = "onCompositionEnd";
							break b;
						case "compositionupdate":
							b = "onCompositionUpdate";
							break b;
					}
					b = void 0;
				}
				else br ? vr(e, n) && (b = "onCompositionEnd") : e === "keydown" && n.keyCode === 229 && (b = "onCompositionStart");
				b && (hr && n.locale !== "ko" && (br || b !== "onCompositionStart" ? b === "onCompositionEnd" && br && (y = Pn()) : (jn = i, Mn = "value" in jn ? jn.value : jn.textContent, br = !0)), v = Jf(r, b), 0 < v.length && (b = new Qn(b, e, null, n, i), s.push({
					event: b,
					listeners: v
				}), y ? b.data = y : (y = yr(n), y !== null && (b.data = y)))), (y = mr ? xr(e, n) : Sr(e, n)) && (b = Jf(r, "onBeforeInput"), 0 < b.length && (v = new Qn("onBeforeInput", "beforeinput", null, n, i), s.push({
					event: v,
					listeners: b
				}), v.data = y)), If(s, e, r, n, i);
			}
			Vf(s, t);
		});
	}
	function qf(e, t, n) {
		return {
			instance: e,
			listener: t,
			currentTarget: n
		};
	}
	function Jf(e, t) {
		for (var n = t + "Capture", r = []; e !== null;) {
			var i = e, a = i.stateNode;
			if (i = i.tag, i !== 5 && i !== 26 && i !== 27 || a === null || (i = Dn(e, n), i != null && r.unshift(qf(e, i, a)), i = Dn(e, t), i != null && r.push(qf(e, i, a))), e.tag === 3) return r;
			e = e.return;
		}
		return [];
	}
	function Yf(e) {
		if (e === null) return null;
		do
			e = e.return;
		while (e && e.tag !== 5 && e.tag !== 27);
		return e || null;
	}
	function Xf(e, t, n, r, i) {
		for (var a = t._reactName, o = []; n !== null && n !== r;) {
			var s = n, c = s.alternate, l = s.stateNode;
			if (s = s.tag, c !== null && c === r) break;
			s !== 5 && s !== 26 && s !== 27 || l === null || (c = l, i ? (l = Dn(n, a), l != null && o.unshift(qf(n, l, c))) : i || (l = Dn(n, a), l != null && o.push(qf(n, l, c)))), n = n.return;
		}
		o.length !== 0 && e.push({
			event: t,
			listeners: o
		});
	}
	var Zf = /\r\n?/g, Qf = /\u0000|\uFFFD/g;
	function $f(e) {
		return (typeof e == "string" ? e : "" + e).replace(Zf, "\n").replace(Qf, "");
	}
	function ep(e, t) {
		return t = $f(t), $f(e) === t;
	}
	function tp(e, t, n, r, a, o) {
		switch (n) {
			case "children":
				if (typeof r == "string") t === "body" || t === "textarea" && r === "" || dn(e, r);
				else if (typeof r == "number" || typeof r == "bigint") t !== "body" && dn(e, "" + r);
				else return;
				break;
			case "className":
				Yt(e, "class", r);
				break;
			case "tabIndex":
				Yt(e, "tabindex", r);
				break;
			case "dir":
			case "role":
			case "viewBox":
			case "width":
			case "height":
				Yt(e, n, r);
				break;
			case "style":
				mn(e, r, o);
				return;
			case "data": if (t !== "object") {
				Yt(e, "data", r);
				break;
			}
			case "src":
			case "href":
				if (r === "" && (t !== "a" || n !== "href") || r == null || typeof r == "function" || typeof r == "symbol" || typeof r == "boolean") {
					e.removeAttribute(n);
					break;
				}
				r = vn(r), e.setAttribute(n, r);
				break;
			case "action":
			case "formAction":
				if (typeof r == "function") {
					e.setAttribute(n, "javascript:throw new Error('A React form was unexpectedly submitted. If you called form.submit() manually, consider using form.requestSubmit() instead. If you\\'re trying to use event.stopPropagation() in a submit event handler, consider also calling event.preventDefault().')");
					break;
				}
				if (typeof o == "function" && (n === "formAction" ? (t !== "input" && tp(e, t, "name", a.name, a, null), tp(e, t, "formEncType", a.formEncType, a, null), tp(e, t, "formMethod", a.formMethod, a, null), tp(e, t, "formTarget", a.formTarget, a, null)) : (tp(e, t, "encType", a.encType, a, null), tp(e, t, "method", a.method, a, null), tp(e, t, "target", a.target, a, null))), r == null || typeof r == "symbol" || typeof r == "boolean") {
					e.removeAttribute(n);
					break;
				}
				r = vn(r), e.setAttribute(n, r);
				break;
			case "onClick":
				r != null && (e.onclick = yn);
				return;
			case "onScroll":
				r != null && Q("scroll", e);
				return;
			case "onScrollEnd":
				r != null && Q("scrollend", e);
				return;
			case "dangerouslySetInnerHTML":
				if (r != null) {
					if (typeof r != "object" || !("__html" in r)) throw Error(i(61));
					if (n = r.__html, n != null) {
						if (a.children != null) throw Error(i(60));
						o?.__html !== n && (e.innerHTML = n);
					}
				}
				break;
			case "multiple":
				e.multiple = r && typeof r != "function" && typeof r != "symbol";
				break;
			case "muted":
				e.muted = r && typeof r != "function" && typeof r != "symbol";
				break;
			case "suppressContentEditableWarning":
			case "suppressHydrationWarning":
			case "defaultValue":
			case "defaultChecked":
			case "innerHTML":
			case "ref": break;
			case "autoFocus": break;
			case "xlinkHref":
				if (r == null || typeof r == "function" || typeof r == "boolean" || typeof r == "symbol") {
					e.removeAttribute("xlink:href");
					break;
				}
				n = vn(r), e.setAttributeNS("http://www.w3.org/1999/xlink", "xlink:href", n);
				break;
			case "contentEditable":
			case "spellCheck":
			case "draggable":
			case "value":
			case "autoReverse":
			case "externalResourcesRequired":
			case "focusable":
			case "preserveAlpha":
				r != null && typeof r != "function" && typeof r != "symbol" ? e.setAttribute(n, r) : e.removeAttribute(n);
				break;
			case "inert":
			case "allowFullScreen":
			case "async":
			case "autoPlay":
			case "controls":
			case "credentialless":
			case "default":
			case "defer":
			case "disabled":
			case "disablePictureInPicture":
			case "disableRemotePlayback":
			case "formNoValidate":
			case "hidden":
			case "loop":
			case "noModule":
			case "noValidate":
			case "open":
			case "playsInline":
			case "readOnly":
			case "required":
			case "reversed":
			case "scoped":
			case "seamless":
			case "itemScope":
				r && typeof r != "function" && typeof r != "symbol" ? e.setAttribute(n, "") : e.removeAttribute(n);
				break;
			case "capture":
			case "download":
				!0 === r ? e.setAttribute(n, "") : !1 !== r && r != null && typeof r != "function" && typeof r != "symbol" ? e.setAttribute(n, r) : e.removeAttribute(n);
				break;
			case "cols":
			case "rows":
			case "size":
			case "span":
				r != null && typeof r != "function" && typeof r != "symbol" && !isNaN(r) && 1 <= r ? e.setAttribute(n, r) : e.removeAttribute(n);
				break;
			case "rowSpan":
			case "start":
				r == null || typeof r == "function" || typeof r == "symbol" || isNaN(r) ? e.removeAttribute(n) : e.setAttribute(n, r);
				break;
			case "popover":
				Q("beforetoggle", e), Q("toggle", e), Jt(e, "popover", r);
				break;
			case "xlinkActuate":
				Xt(e, "http://www.w3.org/1999/xlink", "xlink:actuate", r);
				break;
			case "xlinkArcrole":
				Xt(e, "http://www.w3.org/1999/xlink", "xlink:arcrole", r);
				break;
			case "xlinkRole":
				Xt(e, "http://www.w3.org/1999/xlink", "xlink:role", r);
				break;
			case "xlinkShow":
				Xt(e, "http://www.w3.org/1999/xlink", "xlink:show", r);
				break;
			case "xlinkTitle":
				Xt(e, "http://www.w3.org/1999/xlink", "xlink:title", r);
				break;
			case "xlinkType":
				Xt(e, "http://www.w3.org/1999/xlink", "xlink:type", r);
				break;
			case "xmlBase":
				Xt(e, "http://www.w3.org/XML/1998/namespace", "xml:base", r);
				break;
			case "xmlLang":
				Xt(e, "http://www.w3.org/XML/1998/namespace", "xml:lang", r);
				break;
			case "xmlSpace":
				Xt(e, "http://www.w3.org/XML/1998/namespace", "xml:space", r);
				break;
			case "is":
				Jt(e, "is", r);
				break;
			case "innerText":
			case "textContent": return;
			default: if (!(2 < n.length) || n[0] !== "o" && n[0] !== "O" || n[1] !== "n" && n[1] !== "N") n = gn.get(n) || n, Jt(e, n, r);
			else return;
		}
		R = !0;
	}
	function np(e, t, n, r, a, o) {
		switch (n) {
			case "style":
				mn(e, r, o);
				return;
			case "dangerouslySetInnerHTML":
				if (r != null) {
					if (typeof r != "object" || !("__html" in r)) throw Error(i(61));
					if (n = r.__html, n != null) {
						if (a.children != null) throw Error(i(60));
						o?.__html !== n && (e.innerHTML = n);
					}
				}
				break;
			case "children":
				if (typeof r == "string") dn(e, r);
				else if (typeof r == "number" || typeof r == "bigint") dn(e, "" + r);
				else return;
				break;
			case "onScroll":
				r != null && Q("scroll", e);
				return;
			case "onScrollEnd":
				r != null && Q("scrollend", e);
				return;
			case "onClick":
				r != null && (e.onclick = yn);
				return;
			case "suppressContentEditableWarning":
			case "suppressHydrationWarning":
			case "innerHTML":
			case "ref": return;
			case "innerText":
			case "textContent": return;
			default:
				if (!Bt.hasOwnProperty(n)) a: {
					if (n[0] === "o" && n[1] === "n" && (a = n.endsWith("Capture"), o = n.slice(2, a ? n.length - 7 : void 0), t = e[wt] || null, t = t == null ? null : t[n], typeof t == "function" && e.removeEventListener(o, t, a), typeof r == "function")) {
						typeof t != "function" && t !== null && (n in e ? e[n] = null : e.hasAttribute(n) && e.removeAttribute(n)), e.addEventListener(o, r, a);
						break a;
					}
					R = !0, n in e ? e[n] = r : !0 === r ? e.setAttribute(n, "") : Jt(e, n, r);
				}
				return;
		}
		R = !0;
	}
	function rp(e, t, n) {
		switch (t) {
			case "div":
			case "span":
			case "svg":
			case "path":
			case "a":
			case "g":
			case "p":
			case "li": break;
			case "img":
				Q("error", e), Q("load", e);
				var r = !1, a = !1, o;
				for (o in n) if (n.hasOwnProperty(o)) {
					var s = n[o];
					if (s != null) switch (o) {
						case "src":
							r = !0;
							break;
						case "srcSet":
							a = !0;
							break;
						case "children":
						case "dangerouslySetInnerHTML": throw Error(i(137, t));
						default: tp(e, t, o, s, n, null);
					}
				}
				a && tp(e, t, "srcSet", n.srcSet, n, null), r && tp(e, t, "src", n.src, n, null);
				return;
			case "input":
				Q("invalid", e);
				var c = o = s = a = null, l = null, u = null;
				for (r in n) if (n.hasOwnProperty(r)) {
					var d = n[r];
					if (d != null) switch (r) {
						case "name":
							a = d;
							break;
						case "type":
							s = d;
							break;
						case "checked":
							l = d;
							break;
						case "defaultChecked":
							u = d;
							break;
						case "value":
							o = d;
							break;
						case "defaultValue":
							c = d;
							break;
						case "children":
						case "dangerouslySetInnerHTML":
							if (d != null) throw Error(i(137, t));
							break;
						default: tp(e, t, r, d, n, null);
					}
				}
				on(e, o, c, l, u, s, a, !1);
				return;
			case "select":
				for (a in Q("invalid", e), r = s = o = null, n) if (n.hasOwnProperty(a) && (c = n[a], c != null)) switch (a) {
					case "value":
						o = c;
						break;
					case "defaultValue":
						s = c;
						break;
					case "multiple": r = c;
					default: tp(e, t, a, c, n, null);
				}
				t = o, n = s, e.multiple = !!r, t == null ? n != null && cn(e, !!r, n, !0) : cn(e, !!r, t, !1);
				return;
			case "textarea":
				for (s in Q("invalid", e), o = a = r = null, n) if (n.hasOwnProperty(s) && (c = n[s], c != null)) switch (s) {
					case "value":
						r = c;
						break;
					case "defaultValue":
						a = c;
						break;
					case "children":
						o = c;
						break;
					case "dangerouslySetInnerHTML":
						if (c != null) throw Error(i(91));
						break;
					default: tp(e, t, s, c, n, null);
				}
				un(e, r, a, o);
				return;
			case "option":
				for (l in n) if (n.hasOwnProperty(l) && (r = n[l], r != null)) switch (l) {
					case "selected":
						e.selected = r && typeof r != "function" && typeof r != "symbol";
						break;
					default: tp(e, t, l, r, n, null);
				}
				return;
			case "dialog":
				Q("beforetoggle", e), Q("toggle", e), Q("cancel", e), Q("close", e);
				break;
			case "iframe":
			case "object":
				Q("load", e);
				break;
			case "video":
			case "audio":
				for (r = 0; r < zf.length; r++) Q(zf[r], e);
				break;
			case "image":
				Q("error", e), Q("load", e);
				break;
			case "details":
				Q("toggle", e);
				break;
			case "embed":
			case "source":
			case "link": Q("error", e), Q("load", e);
			case "area":
			case "base":
			case "br":
			case "col":
			case "hr":
			case "keygen":
			case "meta":
			case "param":
			case "track":
			case "wbr":
			case "menuitem":
				for (u in n) if (n.hasOwnProperty(u) && (r = n[u], r != null)) switch (u) {
					case "children":
					case "dangerouslySetInnerHTML": throw Error(i(137, t));
					default: tp(e, t, u, r, n, null);
				}
				return;
			default: if (hn(t)) {
				for (d in n) n.hasOwnProperty(d) && (r = n[d], r !== void 0 && np(e, t, d, r, n, void 0));
				return;
			}
		}
		for (c in n) n.hasOwnProperty(c) && (r = n[c], r != null && tp(e, t, c, r, n, null));
	}
	var ip = {};
	function ap(e, t, n, r) {
		switch (t) {
			case "div":
			case "span":
			case "svg":
			case "path":
			case "a":
			case "g":
			case "p":
			case "li": break;
			case "input":
				var a = null, o = null, s = null, c = null, l = null, u = null, d = null;
				for (m in n) {
					var f = n[m];
					if (n.hasOwnProperty(m) && f != null) switch (m) {
						case "checked": break;
						case "value": break;
						case "defaultValue": l = f;
						default: r.hasOwnProperty(m) || tp(e, t, m, null, r, f);
					}
				}
				for (var p in r) {
					var m = r[p];
					if (f = n[p], r.hasOwnProperty(p) && (m != null || f != null)) switch (p) {
						case "type":
							m !== f && (R = !0), o = m;
							break;
						case "name":
							m !== f && (R = !0), a = m;
							break;
						case "checked":
							m !== f && (R = !0), u = m;
							break;
						case "defaultChecked":
							m !== f && (R = !0), d = m;
							break;
						case "value":
							m !== f && (R = !0), s = m;
							break;
						case "defaultValue":
							m !== f && (R = !0), c = m;
							break;
						case "children":
						case "dangerouslySetInnerHTML":
							if (m != null) throw Error(i(137, t));
							break;
						default: m !== f && tp(e, t, p, m, r, f);
					}
				}
				an(e, s, c, l, u, d, o, a);
				return;
			case "select":
				for (o in m = s = c = p = null, n) if (l = n[o], n.hasOwnProperty(o) && l != null) switch (o) {
					case "value": break;
					case "multiple": m = l;
					default: r.hasOwnProperty(o) || tp(e, t, o, null, r, l);
				}
				for (a in r) if (o = r[a], l = n[a], r.hasOwnProperty(a) && (o != null || l != null)) switch (a) {
					case "value":
						o !== l && (R = !0), p = o;
						break;
					case "defaultValue":
						o !== l && (R = !0), c = o;
						break;
					case "multiple": o !== l && (R = !0), s = o;
					default: o !== l && tp(e, t, a, o, r, l);
				}
				t = c, n = s, r = m, p == null ? !!r != !!n && (t == null ? cn(e, !!n, n ? [] : "", !1) : cn(e, !!n, t, !0)) : cn(e, !!n, p, !1);
				return;
			case "textarea":
				for (c in m = p = null, n) if (a = n[c], n.hasOwnProperty(c) && a != null && !r.hasOwnProperty(c)) switch (c) {
					case "value": break;
					case "children": break;
					default: tp(e, t, c, null, r, a);
				}
				for (s in r) if (a = r[s], o = n[s], r.hasOwnProperty(s) && (a != null || o != null)) switch (s) {
					case "value":
						a !== o && (R = !0), p = a;
						break;
					case "defaultValue":
						a !== o && (R = !0), m = a;
						break;
					case "children": break;
					case "dangerouslySetInnerHTML":
						if (a != null) throw Error(i(91));
						break;
					default: a !== o && tp(e, t, s, a, r, o);
				}
				ln(e, p, m);
				return;
			case "option":
				for (var h in n) if (p = n[h], n.hasOwnProperty(h) && p != null && !r.hasOwnProperty(h)) switch (h) {
					case "selected":
						e.selected = !1;
						break;
					default: tp(e, t, h, null, r, p);
				}
				for (l in r) if (p = r[l], m = n[l], r.hasOwnProperty(l) && p !== m && (p != null || m != null)) switch (l) {
					case "selected":
						p !== m && (R = !0), e.selected = p && typeof p != "function" && typeof p != "symbol";
						break;
					default: tp(e, t, l, p, r, m);
				}
				return;
			case "img":
			case "link":
			case "area":
			case "base":
			case "br":
			case "col":
			case "embed":
			case "hr":
			case "keygen":
			case "meta":
			case "param":
			case "source":
			case "track":
			case "wbr":
			case "menuitem":
				for (var g in n) p = n[g], n.hasOwnProperty(g) && p != null && !r.hasOwnProperty(g) && tp(e, t, g, null, r, p);
				for (u in r) if (p = r[u], m = n[u], r.hasOwnProperty(u) && p !== m && (p != null || m != null)) switch (u) {
					case "children":
					case "dangerouslySetInnerHTML":
						if (p != null) throw Error(i(137, t));
						break;
					default: tp(e, t, u, p, r, m);
				}
				return;
			default: if (hn(t)) {
				for (var _ in n) p = n[_], n.hasOwnProperty(_) && p !== void 0 && !r.hasOwnProperty(_) && np(e, t, _, void 0, r, p);
				for (d in r) p = r[d], m = n[d], !r.hasOwnProperty(d) || p === m || p === void 0 && m === void 0 || np(e, t, d, p, r, m);
				return;
			}
		}
		for (var v in n) p = n[v], n.hasOwnProperty(v) && p != null && !r.hasOwnProperty(v) && tp(e, t, v, null, r, p);
		for (f in r) p = r[f], m = n[f], !r.hasOwnProperty(f) || p === m || p == null && m == null || tp(e, t, f, p, r, m);
	}
	function op(e) {
		switch (e) {
			case "css":
			case "script":
			case "font":
			case "img":
			case "image":
			case "input":
			case "link": return !0;
			default: return !1;
		}
	}
	function sp() {
		if (typeof performance.getEntriesByType == "function") {
			for (var e = 0, t = 0, n = performance.getEntriesByType("resource"), r = 0; r < n.length; r++) {
				var i = n[r], a = i.transferSize, o = i.initiatorType, s = i.duration;
				if (a && s && op(o)) {
					for (o = 0, s = i.responseEnd, r += 1; r < n.length; r++) {
						var c = n[r], l = c.startTime;
						if (l > s) break;
						var u = c.transferSize, d = c.initiatorType;
						u && op(d) && (c = c.responseEnd, o += u * (c < s ? 1 : (s - l) / (c - l)));
					}
					if (--r, t += 8 * (a + o) / (i.duration / 1e3), e++, 10 < e) break;
				}
			}
			if (0 < e) return t / e / 1e6;
		}
		return navigator.connection && (e = navigator.connection.downlink, typeof e == "number") ? e : 5;
	}
	var cp = null, lp = null;
	function up(e) {
		return e.nodeType === 9 ? e : e.ownerDocument;
	}
	function dp(e) {
		switch (e) {
			case "http://www.w3.org/2000/svg": return 1;
			case "http://www.w3.org/1998/Math/MathML": return 2;
			default: return 0;
		}
	}
	function fp(e, t) {
		if (e === 0) switch (t) {
			case "svg": return 1;
			case "math": return 2;
			default: return 0;
		}
		return e === 1 && t === "foreignObject" ? 0 : e;
	}
	function pp(e, t, n, r) {
		return n = up(n).createElement(e), n[Ct] = r, n[wt] = t, rp(n, e, t), Lt(n), n;
	}
	function mp(e, t) {
		return e === "textarea" || e === "noscript" || typeof t.children == "string" || typeof t.children == "number" || typeof t.children == "bigint" || typeof t.dangerouslySetInnerHTML == "object" && t.dangerouslySetInnerHTML !== null && t.dangerouslySetInnerHTML.__html != null;
	}
	var hp = null;
	function gp() {
		var e = window.event;
		return e && e.type === "popstate" ? e !== hp && (hp = e, !0) : (hp = null, !1);
	}
	var _p = typeof setTimeout == "function" ? setTimeout : void 0, vp = typeof clearTimeout == "function" ? clearTimeout : void 0, yp = typeof Promise == "function" ? Promise : void 0, $ = typeof requestAnimationFrame == "function" ? requestAnimationFrame : _p, bp = typeof queueMicrotask == "function" ? queueMicrotask : yp === void 0 ? _p : function(e) {
		return yp.resolve(null).then(e).catch(xp);
	};
	function xp(e) {
		setTimeout(function() {
			throw e;
		});
	}
	function Sp(e) {
		return e === "head";
	}
	function Cp(e, t) {
		var n = t, r = 0;
		do {
			var i = n.nextSibling;
			if (e.removeChild(n), i && i.nodeType === 8) {
				if (n = i.data, n === "/$" || n === "/&") {
					if (r === 0) {
						e.removeChild(i), Hh(t);
						return;
					}
					r--;
				} else if (n === "$" || n === "$?" || n === "$~" || n === "$!" || n === "&") r++;
				else if (n === "html") _m(e.ownerDocument.documentElement);
				else if (n === "head") {
					n = e.ownerDocument.head, _m(n);
					for (var a = n.firstChild; a;) {
						var o = a.nextSibling, s = a.nodeName;
						a[At] || s === "SCRIPT" || s === "STYLE" || s === "LINK" && a.rel.toLowerCase() === "stylesheet" || n.removeChild(a), a = o;
					}
				} else n === "body" && _m(e.ownerDocument.body);
			}
			n = i;
		} while (n);
		Hh(t);
	}
	function wp(e, t) {
		var n = e;
		e = 0;
		do {
			var r = n.nextSibling;
			if (n.nodeType === 1 ? t ? (n._stashedDisplay = n.style.display, n.style.display = "none") : (n.style.display = n._stashedDisplay || "", n.getAttribute("style") === "" && n.removeAttribute("style")) : n.nodeType === 3 && (t ? (n._stashedText = n.nodeValue, n.nodeValue = "") : n.nodeValue = n._stashedText || ""), r && r.nodeType === 8) {
				if (n = r.data, n === "/$") {
					if (e === 0) break;
					e--;
				} else n !== "$" && n !== "$?" && n !== "$~" && n !== "$!" || e++;
			}
			n = r;
		} while (n);
	}
	function Tp(e, t, n) {
		if (t = CSS.escape(t) === t ? t : "r-" + btoa(t).replace(/=/g, ""), e.style.viewTransitionName = t, n != null && (e.style.viewTransitionClass = n), n = getComputedStyle(e), n.display === "inline") {
			if (t = e.getClientRects(), t.length === 1) var r = 1;
			else for (var i = r = 0; i < t.length; i++) {
				var a = t[i];
				0 < a.width && 0 < a.height && r++;
			}
			r === 1 && (e = e.style, e.display = t.length === 1 ? "inline-block" : "block", e.marginTop = "-" + n.paddingTop, e.marginBottom = "-" + n.paddingBottom);
		}
	}
	function Ep(e, t) {
		e = e.style, t = t.style;
		var n = t == null ? null : t.hasOwnProperty("viewTransitionName") ? t.viewTransitionName : t.hasOwnProperty("view-transition-name") ? t["view-transition-name"] : null;
		e.viewTransitionName = n == null || typeof n == "boolean" ? "" : ("" + n).trim(), n = t == null ? null : t.hasOwnProperty("viewTransitionClass") ? t.viewTransitionClass : t.hasOwnProperty("view-transition-class") ? t["view-transition-class"] : null, e.viewTransitionClass = n == null || typeof n == "boolean" ? "" : ("" + n).trim(), e.display === "inline-block" && (t == null ? e.display = e.margin = "" : (n = t.display, e.display = n == null || typeof n == "boolean" ? "" : n, n = t.margin, n == null ? (n = t.hasOwnProperty("marginTop") ? t.marginTop : t["margin-top"], e.marginTop = n == null || typeof n == "boolean" ? "" : n, t = t.hasOwnProperty("marginBottom") ? t.marginBottom : t["margin-bottom"], e.marginBottom = t == null || typeof t == "boolean" ? "" : t) : e.margin = n));
	}
	function Dp(e, t, n) {
		return n = n.ownerDocument.defaultView, {
			rect: e,
			abs: t.position === "absolute" || t.position === "fixed",
			clip: t.clipPath !== "none" || t.overflow !== "visible" || t.filter !== "none" || t.mask !== "none" || t.mask !== "none" || t.borderRadius !== "0px",
			view: 0 <= e.bottom && 0 <= e.right && e.top <= n.innerHeight && e.left <= n.innerWidth
		};
	}
	function Op(e) {
		return Dp(e.getBoundingClientRect(), getComputedStyle(e), e);
	}
	function kp(e) {
		var t = e.getBoundingClientRect();
		t = new DOMRect(t.x + 2e4, t.y + 2e4, t.width, t.height);
		var n = getComputedStyle(e);
		return Dp(t, n, e);
	}
	function Ap(e) {
		return e.documentElement.clientHeight;
	}
	function jp(e) {
		this.addEventListener("load", e), this.addEventListener("error", e);
	}
	function Mp(e, t, n, r, i, a, o, s, c) {
		var l = t.nodeType === 9 ? t : t.ownerDocument;
		try {
			var u = l.startViewTransition({
				update: function() {
					var t = l.defaultView, n = t.navigation && t.navigation.transition, o = l.fonts.status;
					r();
					var s = [];
					if (o === "loaded" && (Ap(l), l.fonts.status === "loading" && s.push(l.fonts.ready)), o = s.length, e !== null) for (var c = e.suspenseyImages, u = 0, d = 0; d < c.length; d++) {
						var f = c[d];
						if (!f.complete) {
							var p = f.getBoundingClientRect();
							if (0 < p.bottom && 0 < p.right && p.top < t.innerHeight && p.left < t.innerWidth) {
								if (u += Xm(f), u > $m) {
									s.length = o;
									break;
								}
								f = new Promise(jp.bind(f)), s.push(f);
							}
						}
					}
					if (0 < s.length) return t = Promise.race([Promise.all(s), new Promise(function(e) {
						return setTimeout(e, 500);
					})]).then(i, i), (n ? Promise.allSettled([n.finished, t]) : t).then(a, a);
					if (i(), n) return n.finished.then(a, a);
					a();
				},
				types: n
			});
			l.__reactViewTransition = u;
			var d = [];
			return u.ready.then(function() {
				for (var e = l.documentElement.getAnimations({ subtree: !0 }), t = 0; t < e.length; t++) {
					var n = e[t], r = n.effect, i = r.pseudoElement;
					if (i != null && i.startsWith("::view-transition")) {
						d.push(n), n = r.getKeyframes();
						for (var a = i = void 0, s = !0, c = 0; c < n.length; c++) {
							var u = n[c], f = u.width;
							if (i === void 0) i = f;
							else if (i !== f) {
								s = !1;
								break;
							}
							if (f = u.height, a === void 0) a = f;
							else if (a !== f) {
								s = !1;
								break;
							}
							delete u.width, delete u.height, u.transform === "none" && delete u.transform;
						}
						s && i !== void 0 && a !== void 0 && (r.setKeyframes(n), s = getComputedStyle(r.target, r.pseudoElement), s.width !== i || s.height !== a) && (s = n[0], s.width = i, s.height = a, s = n[n.length - 1], s.width = i, s.height = a, r.setKeyframes(n));
					}
				}
				o();
			}, function(e) {
				l.__reactViewTransition === u && (l.__reactViewTransition = null);
				try {
					if (typeof e == "object" && e) switch (e.name) {
						case "InvalidStateError": (e.message === "View transition was skipped because document visibility state is hidden." || e.message === "Skipping view transition because document visibility state has become hidden." || e.message === "Skipping view transition because viewport size changed." || e.message === "Transition was aborted because of invalid state") && (e = null);
					}
					e !== null && c(e);
				} finally {
					r(), i(), o();
				}
			}), u.finished.finally(function() {
				for (var e = 0; e < d.length; e++) d[e].cancel();
				l.__reactViewTransition === u && (l.__reactViewTransition = null), s();
			}), u;
		} catch {
			return r(), i(), o(), null;
		}
	}
	function Np(e, t) {
		this._scope = document.documentElement, this._selector = "::view-transition-" + e + "(" + t + ")";
	}
	Np.prototype.animate = function(e, t) {
		return t = typeof t == "number" ? { duration: t } : D({}, t), t.pseudoElement = this._selector, this._scope.animate(e, t);
	}, Np.prototype.getAnimations = function() {
		for (var e = this._scope, t = this._selector, n = e.getAnimations({ subtree: !0 }), r = [], i = 0; i < n.length; i++) {
			var a = n[i].effect;
			a !== null && a.target === e && a.pseudoElement === t && r.push(n[i]);
		}
		return r;
	}, Np.prototype.getComputedStyle = function() {
		return getComputedStyle(this._scope, this._selector);
	};
	function Pp(e) {
		return {
			name: e,
			group: new Np("group", e),
			imagePair: new Np("image-pair", e),
			old: new Np("old", e),
			new: new Np("new", e)
		};
	}
	function Fp(e) {
		this._fragmentFiber = e, this._observers = this._eventListeners = null;
	}
	Fp.prototype.addEventListener = function(e, t, n) {
		var r = null, i = null;
		if (!(n != null && typeof n != "boolean" && (r = n.signal || null, r !== null && r.aborted))) {
			this._eventListeners === null && (this._eventListeners = []);
			var a = this._eventListeners;
			if (Bp(a, e, t, n) === -1) {
				var o = this, s = t;
				n != null && typeof n != "boolean" && !0 === n.once && (s = function(r) {
					o.removeEventListener(e, t, n), typeof t == "function" ? t.call(this, r) : t.handleEvent(r);
				}), r !== null && (i = o.removeEventListener.bind(o, e, t, n), r.addEventListener("abort", i, { once: !0 }), i = r.removeEventListener.bind(r, "abort", i)), r = Rp(n), a.push({
					type: e,
					listener: t,
					optionsOrUseCapture: n,
					attachedListener: s,
					cleanup: i
				}), h(this._fragmentFiber.child, !1, Ip, e, s, r);
			}
			this._eventListeners = a;
		}
	};
	function Ip(e, t, n, r) {
		return b(e).addEventListener(t, n, r), !1;
	}
	Fp.prototype.removeEventListener = function(e, t, n) {
		var r = this._eventListeners;
		if (r !== null && (t = Bp(r, e, t, n), t !== -1)) {
			var i = r[t];
			n = i.attachedListener;
			var a = i.cleanup;
			i = Rp(i.optionsOrUseCapture), h(this._fragmentFiber.child, !1, Lp, e, n, i), r.splice(t, 1), a !== null && a();
		}
	};
	function Lp(e, t, n, r) {
		return b(e).removeEventListener(t, n, r), !1;
	}
	function Rp(e) {
		return e != null && typeof e != "boolean" && (!0 === e.once || e.signal instanceof AbortSignal) ? {
			capture: e.capture,
			passive: e.passive
		} : e;
	}
	function zp(e) {
		return e == null ? "c=0" : typeof e == "boolean" ? "c=" + (e ? "1" : "0") : "c=" + (e.capture ? "1" : "0");
	}
	function Bp(e, t, n, r) {
		if (e.length === 0) return -1;
		r = zp(r);
		for (var i = 0; i < e.length; i++) {
			var a = e[i];
			if (a.type === t && a.listener === n && zp(a.optionsOrUseCapture) === r) return i;
		}
		return -1;
	}
	Fp.prototype.dispatchEvent = function(e) {
		var t = g(this._fragmentFiber);
		if (t === null) return !0;
		t = b(t);
		var n = this._eventListeners;
		if (n !== null && 0 < n.length || !e.bubbles) {
			var r = t.nodeType === 9 ? t.createComment("") : document.createTextNode("");
			if (n) for (var i = 0; i < n.length; i++) {
				var a = n[i];
				r.addEventListener(a.type, a.attachedListener, Rp(a.optionsOrUseCapture));
			}
			if (t.appendChild(r), e = r.dispatchEvent(e), n) for (i = 0; i < n.length; i++) a = n[i], r.removeEventListener(a.type, a.attachedListener, Rp(a.optionsOrUseCapture));
			return t.removeChild(r), e;
		}
		return t.dispatchEvent(e);
	}, Fp.prototype.focus = function(e) {
		h(this._fragmentFiber.child, !0, Vp, e, void 0, void 0);
	};
	function Vp(e, t) {
		return e.tag !== 6 && (e = b(e), pm(e, t));
	}
	Fp.prototype.focusLast = function(e) {
		var t = [];
		h(this._fragmentFiber.child, !0, Hp, t, void 0, void 0);
		for (var n = t.length - 1; 0 <= n && !Vp(t[n], e); n--);
	};
	function Hp(e, t) {
		return t.push(e), !1;
	}
	Fp.prototype.blur = function() {
		var e = g(this._fragmentFiber);
		e !== null && (e = b(e), e = up(e).activeElement, e !== null && h(this._fragmentFiber.child, !1, Up, e, void 0, void 0));
	};
	function Up(e, t) {
		return e.tag !== 6 && (e = b(e), e === t || e.contains(t) ? (t.blur(), !0) : !1);
	}
	Fp.prototype.observeUsing = function(e) {
		this._observers === null && (this._observers = /* @__PURE__ */ new Set()), this._observers.add(e), h(this._fragmentFiber.child, !1, Wp, e, void 0, void 0);
	};
	function Wp(e, t) {
		return e.tag === 6 || (e = b(e), t.observe(e)), !1;
	}
	Fp.prototype.unobserveUsing = function(e) {
		var t = this._observers;
		if (t !== null && t.has(e)) {
			t.delete(e), h(this._fragmentFiber.child, !1, Gp, e, void 0, void 0);
			for (var n = t = 0; n < Kp.length; n++) {
				var r = Kp[n];
				r.fragmentInstance === this && r.observer === e ? e.unobserve(r.instance) : Kp[t++] = r;
			}
			Kp.length = t;
		}
	};
	function Gp(e, t) {
		return e.tag === 6 || (e = b(e), t.unobserve(e)), !1;
	}
	var Kp = [], qp = !1;
	function Jp(e, t, n) {
		Kp.push({
			fragmentInstance: e,
			observer: t,
			instance: n
		}), qp || (qp = !0, mm(function() {
			qp = !1;
			var e = Kp;
			Kp = [];
			for (var t = 0; t < e.length; t++) {
				var n = e[t];
				n.observer.unobserve(n.instance);
			}
		}));
	}
	Fp.prototype.getClientRects = function() {
		var e = [];
		return h(this._fragmentFiber.child, !1, Yp, e, void 0, void 0), e;
	};
	function Yp(e, t) {
		if (e.tag === 6) {
			e = e.stateNode;
			var n = e.ownerDocument.createRange();
			n.selectNodeContents(e), t.push.apply(t, n.getClientRects());
		} else e = b(e), t.push.apply(t, e.getClientRects());
		return !1;
	}
	Fp.prototype.getRootNode = function(e) {
		var t = g(this._fragmentFiber);
		return t === null ? this : b(t).getRootNode(e);
	}, Fp.prototype.compareDocumentPosition = function(e) {
		var t = g(this._fragmentFiber);
		if (t === null) return Node.DOCUMENT_POSITION_DISCONNECTED;
		var n = [];
		h(this._fragmentFiber.child, !1, Hp, n, void 0, void 0);
		var r = b(t);
		if (n.length === 0) {
			if (n = r, _(this._fragmentFiber)) {
				a: {
					for (t = this._fragmentFiber.return; t !== null;) {
						if (t.tag === 4) {
							t = t.stateNode.containerInfo;
							break a;
						}
						if (t.tag === 3 || t.tag === 5 || t.tag === 27) break;
						t = t.return;
					}
					t = null;
				}
				t != null && (n = t);
			}
			t = this._fragmentFiber;
			var i = r = n.compareDocumentPosition(e);
			return n === e ? i = Node.DOCUMENT_POSITION_CONTAINS : r & Node.DOCUMENT_POSITION_CONTAINED_BY && (n = v(t)[1], n === null ? i = Node.DOCUMENT_POSITION_PRECEDING : (e = b(n).compareDocumentPosition(e), i = e === 0 || e & Node.DOCUMENT_POSITION_FOLLOWING ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING)), i |= Node.DOCUMENT_POSITION_IMPLEMENTATION_SPECIFIC;
		}
		t = b(n[0]), i = b(n[n.length - 1]);
		var a = _(this._fragmentFiber) ? t.parentElement : r;
		if (a == null) return Node.DOCUMENT_POSITION_DISCONNECTED;
		r = a.compareDocumentPosition(t) & Node.DOCUMENT_POSITION_CONTAINED_BY, a = a.compareDocumentPosition(i) & Node.DOCUMENT_POSITION_CONTAINED_BY;
		var o = t.compareDocumentPosition(e), s = i.compareDocumentPosition(e), c = o & Node.DOCUMENT_POSITION_CONTAINED_BY || s & Node.DOCUMENT_POSITION_CONTAINED_BY;
		return s = r && a && o & Node.DOCUMENT_POSITION_FOLLOWING && s & Node.DOCUMENT_POSITION_PRECEDING, t = r && t === e || a && i === e || c || s ? Node.DOCUMENT_POSITION_CONTAINED_BY : !r && t === e || !a && i === e ? Node.DOCUMENT_POSITION_IMPLEMENTATION_SPECIFIC : o, t & Node.DOCUMENT_POSITION_DISCONNECTED || t & Node.DOCUMENT_POSITION_IMPLEMENTATION_SPECIFIC || Xp(t, this._fragmentFiber, n[0], n[n.length - 1], e) ? t : Node.DOCUMENT_POSITION_IMPLEMENTATION_SPECIFIC;
	};
	function Xp(e, t, n, r, i) {
		var a = Nt(i);
		if (e & Node.DOCUMENT_POSITION_CONTAINED_BY) {
			if (n = !!a) a: {
				for (; a !== null;) {
					if (a.tag === 7 && (a === t || a.alternate === t)) {
						n = !0;
						break a;
					}
					a = a.return;
				}
				n = !1;
			}
			return n;
		}
		if (e & Node.DOCUMENT_POSITION_CONTAINS) {
			if (a === null) return a = i.ownerDocument, i === a || i === a.documentElement || i === a.body;
			a: {
				for (a = t, t = g(t); a !== null;) {
					if (!(a.tag !== 5 && a.tag !== 3 && a.tag !== 27 || a !== t && a.alternate !== t)) {
						a = !0;
						break a;
					}
					a = a.return;
				}
				a = !1;
			}
			return a;
		}
		return e & Node.DOCUMENT_POSITION_PRECEDING ? ((t = !!a) && !(t = a === n) && (t = E(n, a, T), t === null ? t = !1 : (h(t, !0, C, a, n), a = x, x = null, t = a !== null)), t) : e & Node.DOCUMENT_POSITION_FOLLOWING ? ((t = !!a) && !(t = a === r) && (t = E(r, a, T), t === null ? t = !1 : (h(t, !0, w, a, r), a = x, S = x = null, t = a !== null)), t) : !1;
	}
	function Zp(e, t) {
		var n = e.ownerDocument.createRange();
		n.selectNodeContents(e), e = n.getBoundingClientRect(), window.scrollTo(window.scrollX + e.left, t ? window.scrollY + e.top : window.scrollY + e.bottom - window.innerHeight);
	}
	Fp.prototype.scrollIntoView = function(e) {
		if (typeof e == "object") throw Error(i(566));
		var t = [];
		h(this._fragmentFiber.child, !1, Hp, t, void 0, void 0);
		var n = !1 !== e;
		if (t.length === 0) {
			var r = v(this._fragmentFiber);
			if (r = n ? r[1] || r[0] || g(this._fragmentFiber) : r[0] || r[1], r === null) return;
			if (r.tag === 6) {
				e = b(r), Zp(e, n);
				return;
			}
			if (r = b(r), r.nodeType !== 9) {
				if (r.nodeType === 11) {
					n = "host" in r ? r.host : null, n !== null && n.scrollIntoView(e);
					return;
				}
				r.scrollIntoView(e);
			}
		}
		for (r = n ? t.length - 1 : 0; r !== (n ? -1 : t.length);) {
			var a = t[r];
			a.tag === 6 ? (a = b(a), Zp(a, n)) : b(a).scrollIntoView(e), r += n ? -1 : 1;
		}
	};
	function Qp(e, t) {
		return e = b(e), $p(e, t), !1;
	}
	function $p(e, t) {
		e.reactFragments ??= /* @__PURE__ */ new Set(), e.reactFragments.add(t);
	}
	function em(e, t) {
		var n = t._eventListeners;
		if (n !== null) for (var r = 0; r < n.length; r++) {
			var i = n[r];
			e.addEventListener(i.type, i.attachedListener, Rp(i.optionsOrUseCapture));
		}
		e.nodeType !== 3 && (n = t._observers, n !== null && n.forEach(function(n) {
			for (var r = 0, i = 0; i < Kp.length; i++) {
				var a = Kp[i];
				(a.fragmentInstance !== t || a.observer !== n || a.instance !== e) && (Kp[r++] = a);
			}
			Kp.length = r, n.observe(e);
		}), $p(e, t));
	}
	function tm(e, t) {
		var n = t._eventListeners;
		if (n !== null) for (var r = 0; r < n.length; r++) {
			var i = n[r];
			e.removeEventListener(i.type, i.attachedListener, Rp(i.optionsOrUseCapture));
		}
		e.nodeType !== 3 && (n = t._observers, n !== null && n.forEach(function(n) {
			typeof n.rootMargin == "string" ? Jp(t, n, e) : n.unobserve(e);
		}), e.reactFragments != null && e.reactFragments.delete(t));
	}
	function nm(e) {
		var t = e.firstChild;
		for (t && t.nodeType === 10 && (t = t.nextSibling); t;) {
			var n = t;
			switch (t = t.nextSibling, n.nodeName) {
				case "HTML":
				case "HEAD":
				case "BODY":
					nm(n), Mt(n);
					continue;
				case "SCRIPT":
				case "STYLE": continue;
				case "LINK": if (n.rel.toLowerCase() === "stylesheet") continue;
			}
			e.removeChild(n);
		}
	}
	function rm(e, t, n, r) {
		for (; e.nodeType === 1;) {
			var i = n;
			if (e.nodeName.toLowerCase() !== t.toLowerCase()) {
				if (!r && (e.nodeName !== "INPUT" || e.type !== "hidden")) break;
			} else if (!r) {
				if (t === "input" && e.type === "hidden") {
					var a = i.name == null ? null : "" + i.name;
					if (i.type === "hidden" && e.getAttribute("name") === a) return e;
				} else return e;
			} else if (!e[At]) switch (t) {
				case "meta":
					if (!e.hasAttribute("itemprop")) break;
					return e;
				case "link":
					if (a = e.getAttribute("rel"), a === "stylesheet" && e.hasAttribute("data-precedence") || a !== i.rel || e.getAttribute("href") !== (i.href == null || i.href === "" ? null : i.href) || e.getAttribute("crossorigin") !== (i.crossOrigin == null ? null : i.crossOrigin) || e.getAttribute("title") !== (i.title == null ? null : i.title)) break;
					return e;
				case "style":
					if (e.hasAttribute("data-precedence")) break;
					return e;
				case "script":
					if (a = e.getAttribute("src"), (a !== (i.src == null ? null : i.src) || e.getAttribute("type") !== (i.type == null ? null : i.type) || e.getAttribute("crossorigin") !== (i.crossOrigin == null ? null : i.crossOrigin)) && a && e.hasAttribute("async") && !e.hasAttribute("itemprop")) break;
					return e;
				default: return e;
			}
			if (e = lm(e.nextSibling), e === null) break;
		}
		return null;
	}
	function im(e, t, n) {
		if (t === "") return null;
		for (; e.nodeType !== 3;) if ((e.nodeType !== 1 || e.nodeName !== "INPUT" || e.type !== "hidden") && !n || (e = lm(e.nextSibling), e === null)) return null;
		return e;
	}
	function am(e, t) {
		for (; e.nodeType !== 8;) if ((e.nodeType !== 1 || e.nodeName !== "INPUT" || e.type !== "hidden") && !t || (e = lm(e.nextSibling), e === null)) return null;
		return e;
	}
	function om(e) {
		return e.data === "$?" || e.data === "$~";
	}
	function sm(e) {
		return e.data === "$!" || e.data === "$?" && e.ownerDocument.readyState !== "loading";
	}
	function cm(e, t) {
		var n = e.ownerDocument;
		if (e.data === "$~") e._reactRetry = t;
		else if (e.data !== "$?" || n.readyState !== "loading") t();
		else {
			var r = function() {
				t(), n.removeEventListener("DOMContentLoaded", r);
			};
			n.addEventListener("DOMContentLoaded", r), e._reactRetry = r;
		}
	}
	function lm(e) {
		for (; e != null; e = e.nextSibling) {
			var t = e.nodeType;
			if (t === 1 || t === 3) break;
			if (t === 8) {
				if (t = e.data, t === "$" || t === "$!" || t === "$?" || t === "$~" || t === "&" || t === "F!" || t === "F") break;
				if (t === "/$" || t === "/&") return null;
			}
		}
		return e;
	}
	var um = null;
	function dm(e) {
		e = e.nextSibling;
		for (var t = 0; e;) {
			if (e.nodeType === 8) {
				var n = e.data;
				if (n === "/$" || n === "/&") {
					if (t === 0) return lm(e.nextSibling);
					t--;
				} else n !== "$" && n !== "$!" && n !== "$?" && n !== "$~" && n !== "&" || t++;
			}
			e = e.nextSibling;
		}
		return null;
	}
	function fm(e) {
		e = e.previousSibling;
		for (var t = 0; e;) {
			if (e.nodeType === 8) {
				var n = e.data;
				if (n === "$" || n === "$!" || n === "$?" || n === "$~" || n === "&") {
					if (t === 0) return e;
					t--;
				} else n !== "/$" && n !== "/&" || t++;
			}
			e = e.previousSibling;
		}
		return null;
	}
	function pm(e, t) {
		function n() {
			r = !0;
		}
		if (e.ownerDocument.activeElement === e) return !0;
		var r = !1;
		try {
			e.ownerDocument.addEventListener("focus", n, !0), (e.focus || HTMLElement.prototype.focus).call(e, t);
		} finally {
			e.ownerDocument.removeEventListener("focus", n, !0);
		}
		return r;
	}
	function mm(e) {
		$(function() {
			$(function(t) {
				return e(t);
			});
		});
	}
	function hm(e, t, n) {
		switch (t = up(n), e) {
			case "html":
				if (e = t.documentElement, !e) throw Error(i(452));
				return e;
			case "head":
				if (e = t.head, !e) throw Error(i(453));
				return e;
			case "body":
				if (e = t.body, !e) throw Error(i(454));
				return e;
			default: throw Error(i(451));
		}
	}
	function gm(e, t, n) {
		for (var r in n) {
			var i = n[r];
			n.hasOwnProperty(r) && i != null && tp(e, t, r, null, ip, i);
		}
		n.dangerouslySetInnerHTML != null && (e.textContent = ""), e.onclick === yn && (e.onclick = null), Mt(e);
	}
	function _m(e) {
		for (var t = e.attributes; t.length;) e.removeAttributeNode(t[0]);
		Mt(e);
	}
	var vm = /* @__PURE__ */ new Map(), ym = /* @__PURE__ */ new Set();
	function bm(e) {
		if (typeof e.getRootNode == "function") {
			var t = e.getRootNode();
			if (t.nodeType === 9 || t.nodeType === 11) return t;
		}
		return e.nodeType === 9 ? e : e.ownerDocument;
	}
	var xm = L.d;
	L.d = {
		f: Sm,
		r: Cm,
		D: Em,
		C: Dm,
		L: Om,
		m: km,
		X: jm,
		S: Am,
		M: Mm
	};
	function Sm() {
		var e = xm.f(), t = zd();
		return e || t;
	}
	function Cm(e) {
		var t = Pt(e);
		t !== null && t.tag === 5 && t.type === "form" ? rc(t) : xm.r(e);
	}
	var wm = typeof document > "u" ? null : document;
	function Tm(e, t, n) {
		var r = wm;
		if (r && typeof t == "string" && t) {
			var i = rn(t);
			i = "link[rel=\"" + e + "\"][href=\"" + i + "\"]", typeof n == "string" && (i += "[crossorigin=\"" + n + "\"]"), ym.has(i) || (ym.add(i), e = {
				rel: e,
				crossOrigin: n,
				href: t
			}, r.querySelector(i) === null && (t = r.createElement("link"), rp(t, "link", e), Lt(t), r.head.appendChild(t)));
		}
	}
	function Em(e) {
		xm.D(e), Tm("dns-prefetch", e, null);
	}
	function Dm(e, t) {
		xm.C(e, t), Tm("preconnect", e, t);
	}
	function Om(e, t, n) {
		xm.L(e, t, n);
		var r = wm;
		if (r && e && t) {
			var i = "link[rel=\"preload\"][as=\"" + rn(t) + "\"]";
			t === "image" && n && n.imageSrcSet ? (i += "[imagesrcset=\"" + rn(n.imageSrcSet) + "\"]", typeof n.imageSizes == "string" && (i += "[imagesizes=\"" + rn(n.imageSizes) + "\"]")) : i += "[href=\"" + rn(e) + "\"]";
			var a = i;
			switch (t) {
				case "style":
					a = Pm(e);
					break;
				case "script": a = Rm(e);
			}
			if (!(vm.has(a) || (e = D({
				rel: "preload",
				href: t === "image" && n && n.imageSrcSet ? void 0 : e,
				as: t
			}, n), vm.set(a, e), r.querySelector(i) !== null || t === "style" && r.querySelector(Fm(a)) || t === "script" && r.querySelector(zm(a))))) {
				var o = r.createElement("link");
				rp(o, "link", e), t === "style" && (o[jt] = !0, o.onload = o.onerror = function() {
					Rt(o);
				}), Lt(o), r.head.appendChild(o);
			}
		}
	}
	function km(e, t) {
		xm.m(e, t);
		var n = wm;
		if (n && e) {
			var r = t && typeof t.as == "string" ? t.as : "script", i = "link[rel=\"modulepreload\"][as=\"" + rn(r) + "\"][href=\"" + rn(e) + "\"]", a = i;
			switch (r) {
				case "audioworklet":
				case "paintworklet":
				case "serviceworker":
				case "sharedworker":
				case "worker":
				case "script": a = Rm(e);
			}
			if (!vm.has(a) && (e = D({
				rel: "modulepreload",
				href: e
			}, t), vm.set(a, e), n.querySelector(i) === null)) {
				switch (r) {
					case "audioworklet":
					case "paintworklet":
					case "serviceworker":
					case "sharedworker":
					case "worker":
					case "script": if (n.querySelector(zm(a))) return;
				}
				r = n.createElement("link"), rp(r, "link", e), Lt(r), n.head.appendChild(r);
			}
		}
	}
	function Am(e, t, n) {
		xm.S(e, t, n);
		var r = wm;
		if (r && e) {
			var i = It(r).hoistableStyles, a = Pm(e);
			t ||= "default";
			var o = i.get(a);
			if (!o) {
				var s = {
					loading: 0,
					preload: null
				};
				if (o = r.querySelector(Fm(a))) s.loading = 5;
				else {
					e = D({
						rel: "stylesheet",
						href: e,
						"data-precedence": t
					}, n), (n = vm.get(a)) && Hm(e, n);
					var c = o = r.createElement("link");
					Lt(c), rp(c, "link", e), c._p = new Promise(function(e, t) {
						c.onload = e, c.onerror = t;
					}), c.addEventListener("load", function() {
						s.loading |= 1;
					}), c.addEventListener("error", function() {
						s.loading |= 2;
					}), s.loading |= 4, Vm(o, t, r);
				}
				o = {
					type: "stylesheet",
					instance: o,
					count: 1,
					state: s
				}, i.set(a, o);
			}
		}
	}
	function jm(e, t) {
		xm.X(e, t);
		var n = wm;
		if (n && e) {
			var r = It(n).hoistableScripts, i = Rm(e), a = r.get(i);
			a || (a = n.querySelector(zm(i)), a || (e = D({
				src: e,
				async: !0
			}, t), (t = vm.get(i)) && Um(e, t), a = n.createElement("script"), Lt(a), rp(a, "link", e), n.head.appendChild(a)), a = {
				type: "script",
				instance: a,
				count: 1,
				state: null
			}, r.set(i, a));
		}
	}
	function Mm(e, t) {
		xm.M(e, t);
		var n = wm;
		if (n && e) {
			var r = It(n).hoistableScripts, i = Rm(e), a = r.get(i);
			a || (a = n.querySelector(zm(i)), a || (e = D({
				src: e,
				async: !0,
				type: "module"
			}, t), (t = vm.get(i)) && Um(e, t), a = n.createElement("script"), Lt(a), rp(a, "link", e), n.head.appendChild(a)), a = {
				type: "script",
				instance: a,
				count: 1,
				state: null
			}, r.set(i, a));
		}
	}
	function Nm(e, t, n, r) {
		var a = (a = Ce.current) ? bm(a) : null;
		if (!a) throw Error(i(446));
		switch (e) {
			case "meta":
			case "title": return null;
			case "style": return typeof n.precedence == "string" && typeof n.href == "string" ? (n = Pm(n.href), t = It(a).hoistableStyles, r = t.get(n), r || (r = {
				type: "style",
				instance: null,
				count: 0,
				state: null
			}, t.set(n, r)), r) : {
				type: "void",
				instance: null,
				count: 0,
				state: null
			};
			case "link":
				if (n.rel === "stylesheet" && typeof n.href == "string" && typeof n.precedence == "string") {
					e = Pm(n.href);
					var o = It(a).hoistableStyles, s = o.get(e);
					if (s || (a = a.ownerDocument || a, s = {
						type: "stylesheet",
						instance: null,
						count: 0,
						state: {
							loading: 0,
							preload: null
						}
					}, o.set(e, s), (o = a.querySelector(Fm(e))) ? o._p || (s.instance = o, s.state.loading = 5) : (o = vm.get(e), o || (o = {
						rel: "preload",
						as: "style",
						href: n.href,
						crossOrigin: n.crossOrigin,
						integrity: n.integrity,
						media: n.media,
						hrefLang: n.hrefLang,
						referrerPolicy: n.referrerPolicy
					}, vm.set(e, o)), Lm(a, e, o, s.state))), t && r === null) throw Error(i(528, ""));
					return s;
				}
				if (t && r !== null) throw Error(i(529, ""));
				return null;
			case "script": return t = n.async, n = n.src, typeof n == "string" && t && typeof t != "function" && typeof t != "symbol" ? (n = Rm(n), t = It(a).hoistableScripts, r = t.get(n), r || (r = {
				type: "script",
				instance: null,
				count: 0,
				state: null
			}, t.set(n, r)), r) : {
				type: "void",
				instance: null,
				count: 0,
				state: null
			};
			default: throw Error(i(444, e));
		}
	}
	function Pm(e) {
		return "href=\"" + rn(e) + "\"";
	}
	function Fm(e) {
		return "link[rel=\"stylesheet\"][" + e + "]";
	}
	function Im(e) {
		return D({}, e, {
			"data-precedence": e.precedence,
			precedence: null
		});
	}
	function Lm(e, t, n, r) {
		if (t = e.querySelector("link[rel=\"preload\"][as=\"style\"][" + t + "]")) {
			if (!0 !== t[jt]) {
				r.loading = 1;
				return;
			}
		} else t = e.createElement("link"), t[jt] = !0, t.onload = t.onerror = Rt.bind(null, t), rp(t, "link", n), Lt(t), e.head.appendChild(t);
		r.preload = t, t.addEventListener("load", function() {
			return r.loading |= 1;
		}), t.addEventListener("error", function() {
			return r.loading |= 2;
		});
	}
	function Rm(e) {
		return "[src=\"" + rn(e) + "\"]";
	}
	function zm(e) {
		return "script[async]" + e;
	}
	function Bm(e, t, n) {
		if (t.count++, t.instance === null) switch (t.type) {
			case "style":
				var r = e.querySelector("style[data-href~=\"" + rn(n.href) + "\"]");
				if (r) return t.instance = r, Lt(r), r;
				var a = D({}, n, {
					"data-href": n.href,
					"data-precedence": n.precedence,
					href: null,
					precedence: null
				});
				return r = (e.ownerDocument || e).createElement("style"), Lt(r), rp(r, "style", a), Vm(r, n.precedence, e), t.instance = r;
			case "stylesheet":
				a = Pm(n.href);
				var o = e.querySelector(Fm(a));
				if (o) return t.state.loading |= 4, t.instance = o, Lt(o), o;
				r = Im(n), (a = vm.get(a)) && Hm(r, a), o = (e.ownerDocument || e).createElement("link"), Lt(o);
				var s = o;
				return s._p = new Promise(function(e, t) {
					s.onload = e, s.onerror = t;
				}), rp(o, "link", r), t.state.loading |= 4, Vm(o, n.precedence, e), t.instance = o;
			case "script": return o = Rm(n.src), (a = e.querySelector(zm(o))) ? (t.instance = a, Lt(a), a) : (r = n, (a = vm.get(o)) && (r = D({}, n), Um(r, a)), e = e.ownerDocument || e, a = e.createElement("script"), Lt(a), rp(a, "link", r), e.head.appendChild(a), t.instance = a);
			case "void": return null;
			default: throw Error(i(443, t.type));
		}
		else t.type === "stylesheet" && !(t.state.loading & 4) && (r = t.instance, t.state.loading |= 4, Vm(r, n.precedence, e));
		return t.instance;
	}
	function Vm(e, t, n) {
		for (var r = n.querySelectorAll("link[rel=\"stylesheet\"][data-precedence],style[data-precedence]"), i = r.length ? r[r.length - 1] : null, a = i, o = 0; o < r.length; o++) {
			var s = r[o];
			if (s.dataset.precedence === t) a = s;
			else if (a !== i) break;
		}
		a ? a.parentNode.insertBefore(e, a.nextSibling) : (t = n.nodeType === 9 ? n.head : n, t.insertBefore(e, t.firstChild));
	}
	function Hm(e, t) {
		e.crossOrigin ??= t.crossOrigin, e.referrerPolicy ??= t.referrerPolicy, e.title ??= t.title;
	}
	function Um(e, t) {
		e.crossOrigin ??= t.crossOrigin, e.referrerPolicy ??= t.referrerPolicy, e.integrity ??= t.integrity;
	}
	var Wm = null;
	function Gm(e, t, n) {
		if (Wm === null) {
			var r = /* @__PURE__ */ new Map(), i = Wm = /* @__PURE__ */ new Map();
			i.set(n, r);
		} else i = Wm, r = i.get(n), r || (r = /* @__PURE__ */ new Map(), i.set(n, r));
		if (r.has(e)) return r;
		for (r.set(e, null), n = n.getElementsByTagName(e), i = 0; i < n.length; i++) {
			var a = n[i];
			if (!(a[At] || a[Ct] || e === "link" && a.getAttribute("rel") === "stylesheet") && a.namespaceURI !== "http://www.w3.org/2000/svg") {
				var o = a.getAttribute(t) || "";
				o = e + o;
				var s = r.get(o);
				s ? s.push(a) : r.set(o, [a]);
			}
		}
		return r;
	}
	function Km(e, t, n) {
		e = e.ownerDocument || e, e.head.insertBefore(n, t === "title" ? e.querySelector("head > title") : null);
	}
	function qm(e, t, n) {
		if (n === 1 || t.itemProp != null) return !1;
		switch (e) {
			case "meta":
			case "title": return !0;
			case "style":
				if (typeof t.precedence != "string" || typeof t.href != "string" || t.href === "") break;
				return !0;
			case "link":
				if (typeof t.rel != "string" || typeof t.href != "string" || t.href === "" || t.onLoad || t.onError) break;
				switch (t.rel) {
					case "stylesheet": return e = t.disabled, typeof t.precedence == "string" && e == null;
					default: return !0;
				}
			case "script": if (t.async && typeof t.async != "function" && typeof t.async != "symbol" && !t.onLoad && !t.onError && t.src && typeof t.src == "string") return !0;
		}
		return !1;
	}
	function Jm(e, t) {
		return e === "img" && t.src != null && t.src !== "" && t.onLoad == null && t.loading !== "lazy";
	}
	function Ym(e) {
		return !(e.type === "stylesheet" && !(e.state.loading & 3));
	}
	function Xm(e) {
		return (e.width || 100) * (e.height || 100) * (typeof devicePixelRatio == "number" ? devicePixelRatio : 1) * .25;
	}
	function Zm(e, t) {
		typeof t.decode == "function" && (e.imgCount++, t.complete || (e.imgBytes += Xm(t), e.suspenseyImages.push(t)), e = rh.bind(e), t.decode().then(e, e));
	}
	function Qm(e, t, n, r) {
		if (n.type === "stylesheet" && (typeof r.media != "string" || !1 !== matchMedia(r.media).matches) && !(n.state.loading & 4)) {
			if (n.instance === null) {
				var i = Pm(r.href), a = t.querySelector(Fm(i));
				if (a) {
					t = a._p, typeof t == "object" && t && typeof t.then == "function" && (e.count++, e = nh.bind(e), t.then(e, e)), n.state.loading |= 4, n.instance = a, Lt(a);
					return;
				}
				a = t.ownerDocument || t, r = Im(r), (i = vm.get(i)) && Hm(r, i), a = a.createElement("link"), Lt(a);
				var o = a;
				o._p = new Promise(function(e, t) {
					o.onload = e, o.onerror = t;
				}), rp(a, "link", r), n.instance = a;
			}
			e.stylesheets === null && (e.stylesheets = /* @__PURE__ */ new Map()), e.stylesheets.set(n, t), (t = n.state.preload) && !(n.state.loading & 3) && (e.count++, n = nh.bind(e), t.addEventListener("load", n), t.addEventListener("error", n));
		}
	}
	var $m = 0;
	function eh(e, t) {
		return e.stylesheets && e.count === 0 && ah(e, e.stylesheets), 0 < e.count || 0 < e.imgCount ? function(n) {
			var r = setTimeout(function() {
				if (e.stylesheets && ah(e, e.stylesheets), e.unsuspend) {
					var t = e.unsuspend;
					e.unsuspend = null, t();
				}
			}, 6e4 + t);
			0 < e.imgBytes && $m === 0 && ($m = 62500 * sp());
			var i = setTimeout(function() {
				if (e.waitingForImages = !1, e.count === 0 && (e.stylesheets && ah(e, e.stylesheets), e.unsuspend)) {
					var t = e.unsuspend;
					e.unsuspend = null, t();
				}
			}, (e.imgBytes > $m ? 50 : 800) + t);
			return e.unsuspend = n, function() {
				e.unsuspend = null, clearTimeout(r), clearTimeout(i);
			};
		} : null;
	}
	function th(e) {
		if (e.count === 0 && (e.imgCount === 0 || !e.waitingForImages)) {
			if (e.stylesheets) ah(e, e.stylesheets);
			else if (e.unsuspend) {
				var t = e.unsuspend;
				e.unsuspend = null, t();
			}
		}
	}
	function nh() {
		this.count--, th(this);
	}
	function rh() {
		this.imgCount--, th(this);
	}
	var ih = null;
	function ah(e, t) {
		e.stylesheets = null, e.unsuspend !== null && (e.count++, ih = /* @__PURE__ */ new Map(), t.forEach(oh, e), ih = null, nh.call(e));
	}
	function oh(e, t) {
		if (!(t.state.loading & 4)) {
			var n = ih.get(e);
			if (n) var r = n.get(null);
			else {
				n = /* @__PURE__ */ new Map(), ih.set(e, n);
				for (var i = e.querySelectorAll("link[data-precedence],style[data-precedence]"), a = 0; a < i.length; a++) {
					var o = i[a];
					(o.nodeName === "LINK" || o.getAttribute("media") !== "not all") && (n.set(o.dataset.precedence, o), r = o);
				}
				r && n.set(null, r);
			}
			i = t.instance, o = i.getAttribute("data-precedence"), a = n.get(o) || r, a === r && n.set(null, i), n.set(o, i), this.count++, r = nh.bind(this), i.addEventListener("load", r), i.addEventListener("error", r), a ? a.parentNode.insertBefore(i, a.nextSibling) : (e = e.nodeType === 9 ? e.head : e, e.insertBefore(i, e.firstChild)), t.state.loading |= 4;
		}
	}
	var sh = {
		$$typeof: P,
		Provider: null,
		Consumer: null,
		_currentValue: he,
		_currentValue2: he,
		_threadCount: 0
	};
	function ch(e, t, n, r, i, a, o, s, c) {
		this.tag = 1, this.containerInfo = e, this.pingCache = this.current = this.pendingChildren = null, this.timeoutHandle = -1, this.callbackNode = this.next = this.pendingContext = this.context = this.cancelPendingCommit = null, this.callbackPriority = 0, this.expirationTimes = ft(-1), this.entangledLanes = this.shellSuspendCounter = this.errorRecoveryDisabledLanes = this.expiredLanes = this.warmLanes = this.pingedLanes = this.suspendedLanes = this.pendingLanes = 0, this.entanglements = ft(0), this.hiddenUpdates = ft(null), this.identifierPrefix = r, this.onUncaughtError = i, this.onCaughtError = a, this.onRecoverableError = o, this.pooledCache = null, this.pooledCacheLanes = 0, this.formState = c, this.transitionTypes = null, this.incompleteTransitions = /* @__PURE__ */ new Map();
	}
	function lh(e, t, n, r, i, a, o, s, c, l, u, d) {
		return e = new ch(e, t, n, o, c, l, u, d, s), t = 1, !0 === a && (t |= 24), a = Ni(3, null, null, t), e.current = a, a.stateNode = e, t = Na(), t.refCount++, e.pooledCache = t, t.refCount++, a.memoizedState = {
			element: r,
			isDehydrated: n,
			cache: t
		}, go(a), e;
	}
	function uh(e) {
		return e ? (e = ji, e) : ji;
	}
	function dh(e, t, n, r, i, a) {
		i = uh(i), r.context === null ? r.context = i : r.pendingContext = i, r = vo(t), r.payload = { element: n }, a = a === void 0 ? null : a, a !== null && (r.callback = a), n = yo(e, r, t), n !== null && (Pd(n, e, t), bo(n, e, t));
	}
	function fh(e, t) {
		if (e = e.memoizedState, e !== null && e.dehydrated !== null) {
			var n = e.retryLane;
			e.retryLane = n !== 0 && n < t ? n : t;
		}
	}
	function ph(e, t) {
		fh(e, t), (e = e.alternate) && fh(e, t);
	}
	function mh(e) {
		if (e.tag === 13 || e.tag === 31) {
			var t = Oi(e, 67108864);
			t !== null && Pd(t, e, 67108864), ph(e, 67108864);
		}
	}
	function hh(e) {
		if (e.tag === 13 || e.tag === 31) {
			var t = jd();
			t = vt(t);
			var n = Oi(e, t);
			n !== null && Pd(n, e, t), ph(e, t);
		}
	}
	var gh = !0;
	function _h(e, t, n, r) {
		var i = I.T;
		I.T = null;
		var a = L.p;
		try {
			L.p = 2, yh(e, t, n, r);
		} finally {
			L.p = a, I.T = i;
		}
	}
	function vh(e, t, n, r) {
		var i = I.T;
		I.T = null;
		var a = L.p;
		try {
			L.p = 8, yh(e, t, n, r);
		} finally {
			L.p = a, I.T = i;
		}
	}
	function yh(e, t, n, r) {
		if (gh) {
			var i = bh(r);
			if (i === null) Kf(e, t, r, xh, n), Mh(e, r);
			else if (Ph(i, e, t, n, r)) r.stopPropagation();
			else if (Mh(e, r), t & 4 && -1 < jh.indexOf(e)) {
				for (; i !== null;) {
					var a = Pt(i);
					if (a !== null) switch (a.tag) {
						case 3:
							if (a = a.stateNode, a.current.memoizedState.isDehydrated) {
								var o = ot(a.pendingLanes);
								if (o !== 0) {
									var s = a;
									for (s.pendingLanes |= 2, s.entangledLanes |= 2; o;) {
										var c = 1 << 31 - $e(o);
										s.entanglements[1] |= c, o &= ~c;
									}
									Ef(a), !(q & 6) && (gd = Ve() + 500, Df(0, !1));
								}
							}
							break;
						case 31:
						case 13: s = Oi(a, 2), s !== null && Pd(s, a, 2), zd(), ph(a, 2);
					}
					if (a = bh(r), a === null && Kf(e, t, r, xh, n), a === i) break;
					i = a;
				}
				i !== null && r.stopPropagation();
			} else Kf(e, t, r, null, n);
		}
	}
	function bh(e) {
		return e = xn(e), Sh(e);
	}
	var xh = null;
	function Sh(e) {
		if (xh = null, e = Nt(e), e !== null) {
			var t = o(e);
			if (t === null) e = null;
			else {
				var n = t.tag;
				if (n === 13) {
					if (e = s(t), e !== null) return e;
					e = null;
				} else if (n === 31) {
					if (e = c(t), e !== null) return e;
					e = null;
				} else if (n === 3) {
					if (t.stateNode.current.memoizedState.isDehydrated) return t.tag === 3 ? t.stateNode.containerInfo : null;
					e = null;
				} else t !== e && (e = null);
			}
		}
		return xh = e, null;
	}
	function Ch(e) {
		switch (e) {
			case "beforetoggle":
			case "cancel":
			case "click":
			case "close":
			case "contextmenu":
			case "copy":
			case "cut":
			case "auxclick":
			case "dblclick":
			case "dragend":
			case "dragstart":
			case "drop":
			case "focusin":
			case "focusout":
			case "input":
			case "invalid":
			case "keydown":
			case "keypress":
			case "keyup":
			case "mousedown":
			case "mouseup":
			case "paste":
			case "pause":
			case "play":
			case "pointercancel":
			case "pointerdown":
			case "pointerup":
			case "ratechange":
			case "reset":
			case "seeked":
			case "submit":
			case "toggle":
			case "touchcancel":
			case "touchend":
			case "touchstart":
			case "volumechange":
			case "change":
			case "selectionchange":
			case "textInput":
			case "compositionstart":
			case "compositionend":
			case "compositionupdate":
			case "beforeblur":
			case "afterblur":
			case "beforeinput":
			case "blur":
			case "fullscreenchange":
			case "fullscreenerror":
			case "focus":
			case "hashchange":
			case "popstate":
			case "select":
			case "selectstart": return 2;
			case "drag":
			case "dragenter":
			case "dragexit":
			case "dragleave":
			case "dragover":
			case "mousemove":
			case "mouseout":
			case "mouseover":
			case "pointermove":
			case "pointerout":
			case "pointerover":
			case "resize":
			case "scroll":
			case "touchmove":
			case "wheel":
			case "mouseenter":
			case "mouseleave":
			case "pointerenter":
			case "pointerleave": return 8;
			case "message": switch (He()) {
				case Ue: return 2;
				case We: return 8;
				case Ge:
				case Ke: return 32;
				case qe: return 268435456;
				default: return 32;
			}
			default: return 32;
		}
	}
	var wh = !1, Th = null, Eh = null, Dh = null, Oh = /* @__PURE__ */ new Map(), kh = /* @__PURE__ */ new Map(), Ah = [], jh = "mousedown mouseup touchcancel touchend touchstart auxclick dblclick pointercancel pointerdown pointerup dragend dragstart drop compositionend compositionstart keydown keypress keyup input textInput copy cut paste click change contextmenu reset".split(" ");
	function Mh(e, t) {
		switch (e) {
			case "focusin":
			case "focusout":
				Th = null;
				break;
			case "dragenter":
			case "dragleave":
				Eh = null;
				break;
			case "mouseover":
			case "mouseout":
				Dh = null;
				break;
			case "pointerover":
			case "pointerout":
				Oh.delete(t.pointerId);
				break;
			case "gotpointercapture":
			case "lostpointercapture": kh.delete(t.pointerId);
		}
	}
	function Nh(e, t, n, r, i, a) {
		return e === null || e.nativeEvent !== a ? (e = {
			blockedOn: t,
			domEventName: n,
			eventSystemFlags: r,
			nativeEvent: a,
			targetContainers: [i]
		}, t !== null && (t = Pt(t), t !== null && mh(t)), e) : (e.eventSystemFlags |= r, t = e.targetContainers, i !== null && t.indexOf(i) === -1 && t.push(i), e);
	}
	function Ph(e, t, n, r, i) {
		switch (t) {
			case "focusin": return Th = Nh(Th, e, t, n, r, i), !0;
			case "dragenter": return Eh = Nh(Eh, e, t, n, r, i), !0;
			case "mouseover": return Dh = Nh(Dh, e, t, n, r, i), !0;
			case "pointerover":
				var a = i.pointerId;
				return Oh.set(a, Nh(Oh.get(a) || null, e, t, n, r, i)), !0;
			case "gotpointercapture": return a = i.pointerId, kh.set(a, Nh(kh.get(a) || null, e, t, n, r, i)), !0;
		}
		return !1;
	}
	function Fh(e) {
		var t = Nt(e.target);
		if (t !== null) {
			var n = o(t);
			if (n !== null) {
				if (t = n.tag, t === 13) {
					if (t = s(n), t !== null) {
						e.blockedOn = t, xt(e.priority, function() {
							hh(n);
						});
						return;
					}
				} else if (t === 31) {
					if (t = c(n), t !== null) {
						e.blockedOn = t, xt(e.priority, function() {
							hh(n);
						});
						return;
					}
				} else if (t === 3 && n.stateNode.current.memoizedState.isDehydrated) {
					e.blockedOn = n.tag === 3 ? n.stateNode.containerInfo : null;
					return;
				}
			}
		}
		e.blockedOn = null;
	}
	function Ih(e) {
		if (e.blockedOn !== null) return !1;
		for (var t = e.targetContainers; 0 < t.length;) {
			var n = bh(e.nativeEvent);
			if (n === null) {
				n = e.nativeEvent;
				var r = new n.constructor(n.type, n);
				bn = r, n.target.dispatchEvent(r), bn = null;
			} else return t = Pt(n), t !== null && mh(t), e.blockedOn = n, !1;
			t.shift();
		}
		return !0;
	}
	function Lh(e, t, n) {
		Ih(e) && n.delete(t);
	}
	function Rh() {
		wh = !1, Th !== null && Ih(Th) && (Th = null), Eh !== null && Ih(Eh) && (Eh = null), Dh !== null && Ih(Dh) && (Dh = null), Oh.forEach(Lh), kh.forEach(Lh);
	}
	function zh(e, n) {
		e.blockedOn === n && (e.blockedOn = null, wh || (wh = !0, t.unstable_scheduleCallback(t.unstable_NormalPriority, Rh)));
	}
	var Bh = null;
	function Vh(e) {
		Bh !== e && (Bh = e, t.unstable_scheduleCallback(t.unstable_NormalPriority, function() {
			Bh === e && (Bh = null);
			for (var t = 0; t < e.length; t += 3) {
				var n = e[t], r = e[t + 1], i = e[t + 2];
				if (typeof r != "function") {
					if (Sh(r || n) === null) continue;
					break;
				}
				var a = Pt(n);
				a !== null && (e.splice(t, 3), t -= 3, tc(a, {
					pending: !0,
					data: i,
					method: n.method,
					action: r
				}, r, i));
			}
		}));
	}
	function Hh(e) {
		function t(t) {
			return zh(t, e);
		}
		Th !== null && zh(Th, e), Eh !== null && zh(Eh, e), Dh !== null && zh(Dh, e), Oh.forEach(t), kh.forEach(t);
		for (var n = 0; n < Ah.length; n++) {
			var r = Ah[n];
			r.blockedOn === e && (r.blockedOn = null);
		}
		for (; 0 < Ah.length && (n = Ah[0], n.blockedOn === null);) Fh(n), n.blockedOn === null && Ah.shift();
		if (n = (e.ownerDocument || e).$$reactFormReplay, n != null) for (r = 0; r < n.length; r += 3) {
			var i = n[r], a = n[r + 1], o = i[wt] || null;
			if (typeof a == "function") o || Vh(n);
			else if (o) {
				var s = null;
				if (a && a.hasAttribute("formAction")) {
					if (i = a, o = a[wt] || null) s = o.formAction;
					else if (Sh(i) !== null) continue;
				} else s = o.action;
				typeof s == "function" ? n[r + 1] = s : (n.splice(r, 3), r -= 3), Vh(n);
			}
		}
	}
	function Uh() {
		function e(e) {
			e.canIntercept && e.info === "react-transition" && e.intercept({
				handler: function() {
					return new Promise(function(e) {
						return i = e;
					});
				},
				focusReset: "manual",
				scroll: "manual"
			});
		}
		function t() {
			i !== null && (i(), i = null), r || setTimeout(n, 20);
		}
		function n() {
			if (!r && !navigation.transition) {
				var e = navigation.currentEntry;
				e && e.url != null && navigation.navigate(e.url, {
					state: e.getState(),
					info: "react-transition",
					history: "replace"
				});
			}
		}
		if (typeof navigation == "object") {
			var r = !1, i = null;
			return navigation.addEventListener("navigate", e), navigation.addEventListener("navigatesuccess", t), navigation.addEventListener("navigateerror", t), setTimeout(n, 100), function() {
				r = !0, navigation.removeEventListener("navigate", e), navigation.removeEventListener("navigatesuccess", t), navigation.removeEventListener("navigateerror", t), i !== null && (i(), i = null);
			};
		}
	}
	function Wh(e) {
		this._internalRoot = e;
	}
	Gh.prototype.render = Wh.prototype.render = function(e) {
		var t = this._internalRoot;
		if (t === null) throw Error(i(409));
		var n = t.current;
		dh(n, jd(), e, t, null, null);
	}, Gh.prototype.unmount = Wh.prototype.unmount = function() {
		var e = this._internalRoot;
		if (e !== null) {
			this._internalRoot = null;
			var t = e.containerInfo;
			dh(e.current, 2, null, e, null, null), zd(), t[Tt] = null;
		}
	};
	function Gh(e) {
		this._internalRoot = e;
	}
	Gh.prototype.unstable_scheduleHydration = function(e) {
		if (e) {
			var t = bt();
			e = {
				blockedOn: null,
				target: e,
				priority: t
			};
			for (var n = 0; n < Ah.length && t !== 0 && t < Ah[n].priority; n++);
			Ah.splice(n, 0, e), n === 0 && Fh(e);
		}
	};
	var Kh = n.version;
	if (Kh !== "19.3.1") throw Error(i(527, Kh, "19.3.1"));
	L.findDOMNode = function(e) {
		var t = e._reactInternals;
		if (t === void 0) throw typeof e.render == "function" ? Error(i(188)) : (e = Object.keys(e).join(","), Error(i(268, e)));
		return e = d(t), e = e === null ? null : p(e), e = e === null ? null : e.stateNode, e;
	};
	var qh = {
		bundleType: 0,
		version: "19.3.1",
		rendererPackageName: "react-dom",
		currentDispatcherRef: I,
		reconcilerVersion: "19.3.1"
	};
	if (typeof __REACT_DEVTOOLS_GLOBAL_HOOK__ < "u") {
		var Jh = __REACT_DEVTOOLS_GLOBAL_HOOK__;
		if (!Jh.isDisabled && Jh.supportsFiber) try {
			Xe = Jh.inject(qh), Ze = Jh;
		} catch {}
	}
	e.createRoot = function(e, t) {
		if (!a(e)) throw Error(i(299));
		var n = !1, r = "", o = wc, s = Tc, c = Ec;
		return t != null && (!0 === t.unstable_strictMode && (n = !0), t.identifierPrefix !== void 0 && (r = t.identifierPrefix), t.onUncaughtError !== void 0 && (o = t.onUncaughtError), t.onCaughtError !== void 0 && (s = t.onCaughtError), t.onRecoverableError !== void 0 && (c = t.onRecoverableError)), t = lh(e, 1, !1, null, null, n, r, null, o, s, c, Uh), e[Tt] = t.current, Wf(e), new Wh(t);
	};
})), g = /* @__PURE__ */ o(((e, t) => {
	function n() {
		if (typeof __REACT_DEVTOOLS_GLOBAL_HOOK__ < "u" && typeof __REACT_DEVTOOLS_GLOBAL_HOOK__.checkDCE == "function") try {
			__REACT_DEVTOOLS_GLOBAL_HOOK__.checkDCE(n);
		} catch (e) {
			console.error(e);
		}
	}
	n(), t.exports = h();
})), _ = /* @__PURE__ */ o(((e) => {
	var t = Symbol.for("react.transitional.element"), n = Symbol.for("react.fragment");
	function r(e, n, r) {
		var i = null;
		if (r !== void 0 && (i = "" + r), n.key !== void 0 && (i = "" + n.key), "key" in n) for (var a in r = {}, n) a !== "key" && (r[a] = n[a]);
		else r = n;
		return n = r.ref, {
			$$typeof: t,
			type: e,
			key: i,
			ref: n === void 0 ? null : n,
			props: r
		};
	}
	e.Fragment = n, e.jsx = r, e.jsxs = r;
})), v = /* @__PURE__ */ o(((e, t) => {
	t.exports = _();
})), y = g(), b = /* @__PURE__ */ c(f(), 1), x = v(), S = class extends b.Component {
	state = { failed: !1 };
	static getDerivedStateFromError() {
		return { failed: !0 };
	}
	componentDidCatch(e, t) {
		console.error("nnblocks could not draw the page", e, t.componentStack);
	}
	render() {
		return this.state.failed ? /* @__PURE__ */ (0, x.jsxs)("div", {
			className: "failed",
			role: "alert",
			children: [/* @__PURE__ */ (0, x.jsxs)("p", { children: [/* @__PURE__ */ (0, x.jsx)("b", { children: "The page could not be drawn." }), " Your network is safe: every edit is saved as it is made."] }), /* @__PURE__ */ (0, x.jsx)("button", {
				type: "button",
				onClick: () => this.setState({ failed: !1 }),
				children: "Draw it again"
			})]
		}) : this.props.children;
	}
};
// node_modules/classcat/index.js
function C(e) {
	if (typeof e == "string" || typeof e == "number") return "" + e;
	let t = "";
	if (Array.isArray(e)) for (let n = 0, r; n < e.length; n++) (r = C(e[n])) !== "" && (t += (t && " ") + r);
	else for (let n in e) e[n] && (t += (t && " ") + n);
	return t;
}
// node_modules/d3-dispatch/dist/d3-dispatch.mjs
var w = { value: () => {} };
function T() {
	for (var e = 0, t = arguments.length, n = {}, r; e < t; ++e) {
		if (!(r = arguments[e] + "") || r in n || /[\s.]/.test(r)) throw Error("illegal type: " + r);
		n[r] = [];
	}
	return new E(n);
}
function E(e) {
	this._ = e;
}
function D(e, t) {
	return e.trim().split(/^|\s+/).map(function(e) {
		var n = "", r = e.indexOf(".");
		if (r >= 0 && (n = e.slice(r + 1), e = e.slice(0, r)), e && !t.hasOwnProperty(e)) throw Error("unknown type: " + e);
		return {
			type: e,
			name: n
		};
	});
}
E.prototype = T.prototype = {
	constructor: E,
	on: function(e, t) {
		var n = this._, r = D(e + "", n), i, a = -1, o = r.length;
		if (arguments.length < 2) {
			for (; ++a < o;) if ((i = (e = r[a]).type) && (i = O(n[i], e.name))) return i;
		} else {
			if (t != null && typeof t != "function") throw Error("invalid callback: " + t);
			for (; ++a < o;) if (i = (e = r[a]).type) n[i] = k(n[i], e.name, t);
			else if (t == null) for (i in n) n[i] = k(n[i], e.name, null);
			return this;
		}
	},
	copy: function() {
		var e = {}, t = this._;
		for (var n in t) e[n] = t[n].slice();
		return new E(e);
	},
	call: function(e, t) {
		if ((i = arguments.length - 2) > 0) for (var n = Array(i), r = 0, i, a; r < i; ++r) n[r] = arguments[r + 2];
		if (!this._.hasOwnProperty(e)) throw Error("unknown type: " + e);
		for (a = this._[e], r = 0, i = a.length; r < i; ++r) a[r].value.apply(t, n);
	},
	apply: function(e, t, n) {
		if (!this._.hasOwnProperty(e)) throw Error("unknown type: " + e);
		for (var r = this._[e], i = 0, a = r.length; i < a; ++i) r[i].value.apply(t, n);
	}
};
function O(e, t) {
	for (var n = 0, r = e.length, i; n < r; ++n) if ((i = e[n]).name === t) return i.value;
}
function k(e, t, n) {
	for (var r = 0, i = e.length; r < i; ++r) if (e[r].name === t) {
		e[r] = w, e = e.slice(0, r).concat(e.slice(r + 1));
		break;
	}
	return n != null && e.push({
		name: t,
		value: n
	}), e;
}
// node_modules/d3-selection/dist/d3-selection.mjs
var A = "http://www.w3.org/1999/xhtml", j = {
	svg: "http://www.w3.org/2000/svg",
	xhtml: A,
	xlink: "http://www.w3.org/1999/xlink",
	xml: "http://www.w3.org/XML/1998/namespace",
	xmlns: "http://www.w3.org/2000/xmlns/"
};
function M(e) {
	var t = e += "", n = t.indexOf(":");
	return n >= 0 && (t = e.slice(0, n)) !== "xmlns" && (e = e.slice(n + 1)), j.hasOwnProperty(t) ? {
		space: j[t],
		local: e
	} : e;
}
function ee(e) {
	return function() {
		var t = this.ownerDocument, n = this.namespaceURI;
		return n === A && t.documentElement.namespaceURI === A ? t.createElement(e) : t.createElementNS(n, e);
	};
}
function N(e) {
	return function() {
		return this.ownerDocument.createElementNS(e.space, e.local);
	};
}
function P(e) {
	var t = M(e);
	return (t.local ? N : ee)(t);
}
function te() {}
function ne(e) {
	return e == null ? te : function() {
		return this.querySelector(e);
	};
}
function re(e) {
	typeof e != "function" && (e = ne(e));
	for (var t = this._groups, n = t.length, r = Array(n), i = 0; i < n; ++i) for (var a = t[i], o = a.length, s = r[i] = Array(o), c, l, u = 0; u < o; ++u) (c = a[u]) && (l = e.call(c, c.__data__, u, a)) && ("__data__" in c && (l.__data__ = c.__data__), s[u] = l);
	return new Ht(r, this._parents);
}
function ie(e) {
	return e == null ? [] : Array.isArray(e) ? e : Array.from(e);
}
function F() {
	return [];
}
function ae(e) {
	return e == null ? F : function() {
		return this.querySelectorAll(e);
	};
}
function oe(e) {
	return function() {
		return ie(e.apply(this, arguments));
	};
}
function se(e) {
	e = typeof e == "function" ? oe(e) : ae(e);
	for (var t = this._groups, n = t.length, r = [], i = [], a = 0; a < n; ++a) for (var o = t[a], s = o.length, c, l = 0; l < s; ++l) (c = o[l]) && (r.push(e.call(c, c.__data__, l, o)), i.push(c));
	return new Ht(r, i);
}
function ce(e) {
	return function() {
		return this.matches(e);
	};
}
function le(e) {
	return function(t) {
		return t.matches(e);
	};
}
var ue = Array.prototype.find;
function de(e) {
	return function() {
		return ue.call(this.children, e);
	};
}
function fe() {
	return this.firstElementChild;
}
function pe(e) {
	return this.select(e == null ? fe : de(typeof e == "function" ? e : le(e)));
}
var me = Array.prototype.filter;
function I() {
	return Array.from(this.children);
}
function L(e) {
	return function() {
		return me.call(this.children, e);
	};
}
function he(e) {
	return this.selectAll(e == null ? I : L(typeof e == "function" ? e : le(e)));
}
function ge(e) {
	typeof e != "function" && (e = ce(e));
	for (var t = this._groups, n = t.length, r = Array(n), i = 0; i < n; ++i) for (var a = t[i], o = a.length, s = r[i] = [], c, l = 0; l < o; ++l) (c = a[l]) && e.call(c, c.__data__, l, a) && s.push(c);
	return new Ht(r, this._parents);
}
function _e(e) {
	return Array(e.length);
}
function ve() {
	return new Ht(this._enter || this._groups.map(_e), this._parents);
}
function ye(e, t) {
	this.ownerDocument = e.ownerDocument, this.namespaceURI = e.namespaceURI, this._next = null, this._parent = e, this.__data__ = t;
}
ye.prototype = {
	constructor: ye,
	appendChild: function(e) {
		return this._parent.insertBefore(e, this._next);
	},
	insertBefore: function(e, t) {
		return this._parent.insertBefore(e, t);
	},
	querySelector: function(e) {
		return this._parent.querySelector(e);
	},
	querySelectorAll: function(e) {
		return this._parent.querySelectorAll(e);
	}
};
function be(e) {
	return function() {
		return e;
	};
}
function xe(e, t, n, r, i, a) {
	for (var o = 0, s, c = t.length, l = a.length; o < l; ++o) (s = t[o]) ? (s.__data__ = a[o], r[o] = s) : n[o] = new ye(e, a[o]);
	for (; o < c; ++o) (s = t[o]) && (i[o] = s);
}
function Se(e, t, n, r, i, a, o) {
	var s, c, l = /* @__PURE__ */ new Map(), u = t.length, d = a.length, f = Array(u), p;
	for (s = 0; s < u; ++s) (c = t[s]) && (f[s] = p = o.call(c, c.__data__, s, t) + "", l.has(p) ? i[s] = c : l.set(p, c));
	for (s = 0; s < d; ++s) p = o.call(e, a[s], s, a) + "", (c = l.get(p)) ? (r[s] = c, c.__data__ = a[s], l.delete(p)) : n[s] = new ye(e, a[s]);
	for (s = 0; s < u; ++s) (c = t[s]) && l.get(f[s]) === c && (i[s] = c);
}
function Ce(e) {
	return e.__data__;
}
function we(e, t) {
	if (!arguments.length) return Array.from(this, Ce);
	var n = t ? Se : xe, r = this._parents, i = this._groups;
	typeof e != "function" && (e = be(e));
	for (var a = i.length, o = Array(a), s = Array(a), c = Array(a), l = 0; l < a; ++l) {
		var u = r[l], d = i[l], f = d.length, p = Te(e.call(u, u && u.__data__, l, r)), m = p.length, h = s[l] = Array(m), g = o[l] = Array(m);
		n(u, d, h, g, c[l] = Array(f), p, t);
		for (var _ = 0, v = 0, y, b; _ < m; ++_) if (y = h[_]) {
			for (_ >= v && (v = _ + 1); !(b = g[v]) && ++v < m;);
			y._next = b || null;
		}
	}
	return o = new Ht(o, r), o._enter = s, o._exit = c, o;
}
function Te(e) {
	return typeof e == "object" && "length" in e ? e : Array.from(e);
}
function Ee() {
	return new Ht(this._exit || this._groups.map(_e), this._parents);
}
function De(e, t, n) {
	var r = this.enter(), i = this, a = this.exit();
	return typeof e == "function" ? (r = e(r), r &&= r.selection()) : r = r.append(e + ""), t != null && (i = t(i), i &&= i.selection()), n == null ? a.remove() : n(a), r && i ? r.merge(i).order() : i;
}
function Oe(e) {
	for (var t = e.selection ? e.selection() : e, n = this._groups, r = t._groups, i = n.length, a = r.length, o = Math.min(i, a), s = Array(i), c = 0; c < o; ++c) for (var l = n[c], u = r[c], d = l.length, f = s[c] = Array(d), p, m = 0; m < d; ++m) (p = l[m] || u[m]) && (f[m] = p);
	for (; c < i; ++c) s[c] = n[c];
	return new Ht(s, this._parents);
}
function ke() {
	for (var e = this._groups, t = -1, n = e.length; ++t < n;) for (var r = e[t], i = r.length - 1, a = r[i], o; --i >= 0;) (o = r[i]) && (a && o.compareDocumentPosition(a) ^ 4 && a.parentNode.insertBefore(o, a), a = o);
	return this;
}
function Ae(e) {
	e ||= je;
	function t(t, n) {
		return t && n ? e(t.__data__, n.__data__) : !t - !n;
	}
	for (var n = this._groups, r = n.length, i = Array(r), a = 0; a < r; ++a) {
		for (var o = n[a], s = o.length, c = i[a] = Array(s), l, u = 0; u < s; ++u) (l = o[u]) && (c[u] = l);
		c.sort(t);
	}
	return new Ht(i, this._parents).order();
}
function je(e, t) {
	return e < t ? -1 : e > t ? 1 : e >= t ? 0 : NaN;
}
function Me() {
	var e = arguments[0];
	return arguments[0] = this, e.apply(null, arguments), this;
}
function Ne() {
	return Array.from(this);
}
function Pe() {
	for (var e = this._groups, t = 0, n = e.length; t < n; ++t) for (var r = e[t], i = 0, a = r.length; i < a; ++i) {
		var o = r[i];
		if (o) return o;
	}
	return null;
}
function Fe() {
	let e = 0;
	for (let t of this) ++e;
	return e;
}
function Ie() {
	return !this.node();
}
function Le(e) {
	for (var t = this._groups, n = 0, r = t.length; n < r; ++n) for (var i = t[n], a = 0, o = i.length, s; a < o; ++a) (s = i[a]) && e.call(s, s.__data__, a, i);
	return this;
}
function Re(e) {
	return function() {
		this.removeAttribute(e);
	};
}
function ze(e) {
	return function() {
		this.removeAttributeNS(e.space, e.local);
	};
}
function Be(e, t) {
	return function() {
		this.setAttribute(e, t);
	};
}
function Ve(e, t) {
	return function() {
		this.setAttributeNS(e.space, e.local, t);
	};
}
function He(e, t) {
	return function() {
		var n = t.apply(this, arguments);
		n == null ? this.removeAttribute(e) : this.setAttribute(e, n);
	};
}
function Ue(e, t) {
	return function() {
		var n = t.apply(this, arguments);
		n == null ? this.removeAttributeNS(e.space, e.local) : this.setAttributeNS(e.space, e.local, n);
	};
}
function We(e, t) {
	var n = M(e);
	if (arguments.length < 2) {
		var r = this.node();
		return n.local ? r.getAttributeNS(n.space, n.local) : r.getAttribute(n);
	}
	return this.each((t == null ? n.local ? ze : Re : typeof t == "function" ? n.local ? Ue : He : n.local ? Ve : Be)(n, t));
}
function Ge(e) {
	return e.ownerDocument && e.ownerDocument.defaultView || e.document && e || e.defaultView;
}
function Ke(e) {
	return function() {
		this.style.removeProperty(e);
	};
}
function qe(e, t, n) {
	return function() {
		this.style.setProperty(e, t, n);
	};
}
function Je(e, t, n) {
	return function() {
		var r = t.apply(this, arguments);
		r == null ? this.style.removeProperty(e) : this.style.setProperty(e, r, n);
	};
}
function Ye(e, t, n) {
	return arguments.length > 1 ? this.each((t == null ? Ke : typeof t == "function" ? Je : qe)(e, t, n ?? "")) : Xe(this.node(), e);
}
function Xe(e, t) {
	return e.style.getPropertyValue(t) || Ge(e).getComputedStyle(e, null).getPropertyValue(t);
}
function Ze(e) {
	return function() {
		delete this[e];
	};
}
function Qe(e, t) {
	return function() {
		this[e] = t;
	};
}
function $e(e, t) {
	return function() {
		var n = t.apply(this, arguments);
		n == null ? delete this[e] : this[e] = n;
	};
}
function et(e, t) {
	return arguments.length > 1 ? this.each((t == null ? Ze : typeof t == "function" ? $e : Qe)(e, t)) : this.node()[e];
}
function tt(e) {
	return e.trim().split(/^|\s+/);
}
function nt(e) {
	return e.classList || new rt(e);
}
function rt(e) {
	this._node = e, this._names = tt(e.getAttribute("class") || "");
}
rt.prototype = {
	add: function(e) {
		this._names.indexOf(e) < 0 && (this._names.push(e), this._node.setAttribute("class", this._names.join(" ")));
	},
	remove: function(e) {
		var t = this._names.indexOf(e);
		t >= 0 && (this._names.splice(t, 1), this._node.setAttribute("class", this._names.join(" ")));
	},
	contains: function(e) {
		return this._names.indexOf(e) >= 0;
	}
};
function it(e, t) {
	for (var n = nt(e), r = -1, i = t.length; ++r < i;) n.add(t[r]);
}
function at(e, t) {
	for (var n = nt(e), r = -1, i = t.length; ++r < i;) n.remove(t[r]);
}
function ot(e) {
	return function() {
		it(this, e);
	};
}
function st(e) {
	return function() {
		at(this, e);
	};
}
function ct(e, t) {
	return function() {
		(t.apply(this, arguments) ? it : at)(this, e);
	};
}
function lt(e, t) {
	var n = tt(e + "");
	if (arguments.length < 2) {
		for (var r = nt(this.node()), i = -1, a = n.length; ++i < a;) if (!r.contains(n[i])) return !1;
		return !0;
	}
	return this.each((typeof t == "function" ? ct : t ? ot : st)(n, t));
}
function ut() {
	this.textContent = "";
}
function dt(e) {
	return function() {
		this.textContent = e;
	};
}
function ft(e) {
	return function() {
		var t = e.apply(this, arguments);
		this.textContent = t ?? "";
	};
}
function pt(e) {
	return arguments.length ? this.each(e == null ? ut : (typeof e == "function" ? ft : dt)(e)) : this.node().textContent;
}
function mt() {
	this.innerHTML = "";
}
function ht(e) {
	return function() {
		this.innerHTML = e;
	};
}
function gt(e) {
	return function() {
		var t = e.apply(this, arguments);
		this.innerHTML = t ?? "";
	};
}
function _t(e) {
	return arguments.length ? this.each(e == null ? mt : (typeof e == "function" ? gt : ht)(e)) : this.node().innerHTML;
}
function vt() {
	this.nextSibling && this.parentNode.appendChild(this);
}
function yt() {
	return this.each(vt);
}
function bt() {
	this.previousSibling && this.parentNode.insertBefore(this, this.parentNode.firstChild);
}
function xt() {
	return this.each(bt);
}
function St(e) {
	var t = typeof e == "function" ? e : P(e);
	return this.select(function() {
		return this.appendChild(t.apply(this, arguments));
	});
}
function Ct() {
	return null;
}
function wt(e, t) {
	var n = typeof e == "function" ? e : P(e), r = t == null ? Ct : typeof t == "function" ? t : ne(t);
	return this.select(function() {
		return this.insertBefore(n.apply(this, arguments), r.apply(this, arguments) || null);
	});
}
function Tt() {
	var e = this.parentNode;
	e && e.removeChild(this);
}
function Et() {
	return this.each(Tt);
}
function Dt() {
	var e = this.cloneNode(!1), t = this.parentNode;
	return t ? t.insertBefore(e, this.nextSibling) : e;
}
function Ot() {
	var e = this.cloneNode(!0), t = this.parentNode;
	return t ? t.insertBefore(e, this.nextSibling) : e;
}
function kt(e) {
	return this.select(e ? Ot : Dt);
}
function At(e) {
	return arguments.length ? this.property("__data__", e) : this.node().__data__;
}
function jt(e) {
	return function(t) {
		e.call(this, t, this.__data__);
	};
}
function Mt(e) {
	return e.trim().split(/^|\s+/).map(function(e) {
		var t = "", n = e.indexOf(".");
		return n >= 0 && (t = e.slice(n + 1), e = e.slice(0, n)), {
			type: e,
			name: t
		};
	});
}
function Nt(e) {
	return function() {
		var t = this.__on;
		if (t) {
			for (var n = 0, r = -1, i = t.length, a; n < i; ++n) a = t[n], (!e.type || a.type === e.type) && a.name === e.name ? this.removeEventListener(a.type, a.listener, a.options) : t[++r] = a;
			++r ? t.length = r : delete this.__on;
		}
	};
}
function Pt(e, t, n) {
	return function() {
		var r = this.__on, i, a = jt(t);
		if (r) {
			for (var o = 0, s = r.length; o < s; ++o) if ((i = r[o]).type === e.type && i.name === e.name) {
				this.removeEventListener(i.type, i.listener, i.options), this.addEventListener(i.type, i.listener = a, i.options = n), i.value = t;
				return;
			}
		}
		this.addEventListener(e.type, a, n), i = {
			type: e.type,
			name: e.name,
			value: t,
			listener: a,
			options: n
		}, r ? r.push(i) : this.__on = [i];
	};
}
function Ft(e, t, n) {
	var r = Mt(e + ""), i, a = r.length, o;
	if (arguments.length < 2) {
		var s = this.node().__on;
		if (s) {
			for (var c = 0, l = s.length, u; c < l; ++c) for (i = 0, u = s[c]; i < a; ++i) if ((o = r[i]).type === u.type && o.name === u.name) return u.value;
		}
	} else {
		for (s = t ? Pt : Nt, i = 0; i < a; ++i) this.each(s(r[i], t, n));
		return this;
	}
}
function It(e, t, n) {
	var r = Ge(e), i = r.CustomEvent;
	typeof i == "function" ? i = new i(t, n) : (i = r.document.createEvent("Event"), n ? (i.initEvent(t, n.bubbles, n.cancelable), i.detail = n.detail) : i.initEvent(t, !1, !1)), e.dispatchEvent(i);
}
function Lt(e, t) {
	return function() {
		return It(this, e, t);
	};
}
function Rt(e, t) {
	return function() {
		return It(this, e, t.apply(this, arguments));
	};
}
function zt(e, t) {
	return this.each((typeof t == "function" ? Rt : Lt)(e, t));
}
function* Bt() {
	for (var e = this._groups, t = 0, n = e.length; t < n; ++t) for (var r = e[t], i = 0, a = r.length, o; i < a; ++i) (o = r[i]) && (yield o);
}
var Vt = [null];
function Ht(e, t) {
	this._groups = e, this._parents = t;
}
function Ut() {
	return new Ht([[document.documentElement]], Vt);
}
function Wt() {
	return this;
}
Ht.prototype = Ut.prototype = {
	constructor: Ht,
	select: re,
	selectAll: se,
	selectChild: pe,
	selectChildren: he,
	filter: ge,
	data: we,
	enter: ve,
	exit: Ee,
	join: De,
	merge: Oe,
	selection: Wt,
	order: ke,
	sort: Ae,
	call: Me,
	nodes: Ne,
	node: Pe,
	size: Fe,
	empty: Ie,
	each: Le,
	attr: We,
	style: Ye,
	property: et,
	classed: lt,
	text: pt,
	html: _t,
	raise: yt,
	lower: xt,
	append: St,
	insert: wt,
	remove: Et,
	clone: kt,
	datum: At,
	on: Ft,
	dispatch: zt,
	[Symbol.iterator]: Bt
};
function Gt(e) {
	return typeof e == "string" ? new Ht([[document.querySelector(e)]], [document.documentElement]) : new Ht([[e]], Vt);
}
var Kt = 0;
function R() {
	return new qt();
}
function qt() {
	this._ = "@" + (++Kt).toString(36);
}
qt.prototype = R.prototype = {
	constructor: qt,
	get: function(e) {
		for (var t = this._; !(t in e);) if (!(e = e.parentNode)) return;
		return e[t];
	},
	set: function(e, t) {
		return e[this._] = t;
	},
	remove: function(e) {
		return this._ in e && delete e[this._];
	},
	toString: function() {
		return this._;
	}
};
function Jt(e) {
	let t;
	for (; t = e.sourceEvent;) e = t;
	return e;
}
function Yt(e, t) {
	if (e = Jt(e), t === void 0 && (t = e.currentTarget), t) {
		var n = t.ownerSVGElement || t;
		if (n.createSVGPoint) {
			var r = n.createSVGPoint();
			return r.x = e.clientX, r.y = e.clientY, r = r.matrixTransform(t.getScreenCTM().inverse()), [r.x, r.y];
		}
		if (t.getBoundingClientRect) {
			var i = t.getBoundingClientRect();
			return [e.clientX - i.left - t.clientLeft, e.clientY - i.top - t.clientTop];
		}
	}
	return [e.pageX, e.pageY];
}
// node_modules/d3-drag/dist/d3-drag.mjs
var Xt = { passive: !1 }, Zt = {
	capture: !0,
	passive: !1
};
function Qt(e) {
	e.stopImmediatePropagation();
}
function $t(e) {
	e.preventDefault(), e.stopImmediatePropagation();
}
function en(e) {
	var t = e.document.documentElement, n = Gt(e).on("dragstart.drag", $t, Zt);
	"onselectstart" in t ? n.on("selectstart.drag", $t, Zt) : (t.__noselect = t.style.MozUserSelect, t.style.MozUserSelect = "none");
}
function tn(e, t) {
	var n = e.document.documentElement, r = Gt(e).on("dragstart.drag", null);
	t && (r.on("click.drag", $t, Zt), setTimeout(function() {
		r.on("click.drag", null);
	}, 0)), "onselectstart" in n ? r.on("selectstart.drag", null) : (n.style.MozUserSelect = n.__noselect, delete n.__noselect);
}
var nn = (e) => () => e;
function rn(e, { sourceEvent: t, subject: n, target: r, identifier: i, active: a, x: o, y: s, dx: c, dy: l, dispatch: u }) {
	Object.defineProperties(this, {
		type: {
			value: e,
			enumerable: !0,
			configurable: !0
		},
		sourceEvent: {
			value: t,
			enumerable: !0,
			configurable: !0
		},
		subject: {
			value: n,
			enumerable: !0,
			configurable: !0
		},
		target: {
			value: r,
			enumerable: !0,
			configurable: !0
		},
		identifier: {
			value: i,
			enumerable: !0,
			configurable: !0
		},
		active: {
			value: a,
			enumerable: !0,
			configurable: !0
		},
		x: {
			value: o,
			enumerable: !0,
			configurable: !0
		},
		y: {
			value: s,
			enumerable: !0,
			configurable: !0
		},
		dx: {
			value: c,
			enumerable: !0,
			configurable: !0
		},
		dy: {
			value: l,
			enumerable: !0,
			configurable: !0
		},
		_: { value: u }
	});
}
rn.prototype.on = function() {
	var e = this._.on.apply(this._, arguments);
	return e === this._ ? this : e;
};
function an(e) {
	return !e.ctrlKey && !e.button;
}
function on() {
	return this.parentNode;
}
function sn(e, t) {
	return t ?? {
		x: e.x,
		y: e.y
	};
}
function cn() {
	return navigator.maxTouchPoints || "ontouchstart" in this;
}
function ln() {
	var e = an, t = on, n = sn, r = cn, i = {}, a = T("start", "drag", "end"), o = 0, s, c, l, u, d = 0;
	function f(e) {
		e.on("mousedown.drag", p).filter(r).on("touchstart.drag", g).on("touchmove.drag", _, Xt).on("touchend.drag touchcancel.drag", v).style("touch-action", "none").style("-webkit-tap-highlight-color", "rgba(0,0,0,0)");
	}
	function p(n, r) {
		if (!u && e.call(this, n, r)) {
			var i = y(this, t.call(this, n, r), n, r, "mouse");
			i && (Gt(n.view).on("mousemove.drag", m, Zt).on("mouseup.drag", h, Zt), en(n.view), Qt(n), l = !1, s = n.clientX, c = n.clientY, i("start", n));
		}
	}
	function m(e) {
		if ($t(e), !l) {
			var t = e.clientX - s, n = e.clientY - c;
			l = t * t + n * n > d;
		}
		i.mouse("drag", e);
	}
	function h(e) {
		Gt(e.view).on("mousemove.drag mouseup.drag", null), tn(e.view, l), $t(e), i.mouse("end", e);
	}
	function g(n, r) {
		if (e.call(this, n, r)) for (var i = n.changedTouches, a = t.call(this, n, r), o = i.length, s = 0, c; s < o; ++s) (c = y(this, a, n, r, i[s].identifier, i[s])) && (Qt(n), c("start", n, i[s]));
	}
	function _(e) {
		for (var t = e.changedTouches, n = t.length, r = 0, a; r < n; ++r) (a = i[t[r].identifier]) && ($t(e), a("drag", e, t[r]));
	}
	function v(e) {
		var t = e.changedTouches, n = t.length, r, a;
		for (u && clearTimeout(u), u = setTimeout(function() {
			u = null;
		}, 500), r = 0; r < n; ++r) (a = i[t[r].identifier]) && (Qt(e), a("end", e, t[r]));
	}
	function y(e, t, r, s, c, l) {
		var u = a.copy(), d = Yt(l || r, t), p, m, h;
		if ((h = n.call(e, new rn("beforestart", {
			sourceEvent: r,
			target: f,
			identifier: c,
			active: o,
			x: d[0],
			y: d[1],
			dx: 0,
			dy: 0,
			dispatch: u
		}), s)) != null) return p = h.x - d[0] || 0, m = h.y - d[1] || 0, function n(r, a, l) {
			var g = d, _;
			switch (r) {
				case "start":
					i[c] = n, _ = o++;
					break;
				case "end": delete i[c], --o;
				case "drag": d = Yt(l || a, t), _ = o;
			}
			u.call(r, e, new rn(r, {
				sourceEvent: a,
				subject: h,
				target: f,
				identifier: c,
				active: _,
				x: d[0] + p,
				y: d[1] + m,
				dx: d[0] - g[0],
				dy: d[1] - g[1],
				dispatch: u
			}), s);
		};
	}
	return f.filter = function(t) {
		return arguments.length ? (e = typeof t == "function" ? t : nn(!!t), f) : e;
	}, f.container = function(e) {
		return arguments.length ? (t = typeof e == "function" ? e : nn(e), f) : t;
	}, f.subject = function(e) {
		return arguments.length ? (n = typeof e == "function" ? e : nn(e), f) : n;
	}, f.touchable = function(e) {
		return arguments.length ? (r = typeof e == "function" ? e : nn(!!e), f) : r;
	}, f.on = function() {
		var e = a.on.apply(a, arguments);
		return e === a ? f : e;
	}, f.clickDistance = function(e) {
		return arguments.length ? (d = (e = +e) * e, f) : Math.sqrt(d);
	}, f;
}
// node_modules/d3-color/dist/d3-color.mjs
function un(e, t, n) {
	e.prototype = t.prototype = n, n.constructor = e;
}
function dn(e, t) {
	var n = Object.create(e.prototype);
	for (var r in t) n[r] = t[r];
	return n;
}
function fn() {}
var pn = .7, mn = 1 / pn, hn = "\\s*([+-]?\\d+)\\s*", gn = "\\s*([+-]?(?:\\d*\\.)?\\d+(?:[eE][+-]?\\d+)?)\\s*", _n = "\\s*([+-]?(?:\\d*\\.)?\\d+(?:[eE][+-]?\\d+)?)%\\s*", vn = /^#([0-9a-f]{3,8})$/, yn = RegExp(`^rgb\\(${hn},${hn},${hn}\\)$`), bn = RegExp(`^rgb\\(${_n},${_n},${_n}\\)$`), xn = RegExp(`^rgba\\(${hn},${hn},${hn},${gn}\\)$`), Sn = RegExp(`^rgba\\(${_n},${_n},${_n},${gn}\\)$`), Cn = RegExp(`^hsl\\(${gn},${_n},${_n}\\)$`), wn = RegExp(`^hsla\\(${gn},${_n},${_n},${gn}\\)$`), Tn = {
	aliceblue: 15792383,
	antiquewhite: 16444375,
	aqua: 65535,
	aquamarine: 8388564,
	azure: 15794175,
	beige: 16119260,
	bisque: 16770244,
	black: 0,
	blanchedalmond: 16772045,
	blue: 255,
	blueviolet: 9055202,
	brown: 10824234,
	burlywood: 14596231,
	cadetblue: 6266528,
	chartreuse: 8388352,
	chocolate: 13789470,
	coral: 16744272,
	cornflowerblue: 6591981,
	cornsilk: 16775388,
	crimson: 14423100,
	cyan: 65535,
	darkblue: 139,
	darkcyan: 35723,
	darkgoldenrod: 12092939,
	darkgray: 11119017,
	darkgreen: 25600,
	darkgrey: 11119017,
	darkkhaki: 12433259,
	darkmagenta: 9109643,
	darkolivegreen: 5597999,
	darkorange: 16747520,
	darkorchid: 10040012,
	darkred: 9109504,
	darksalmon: 15308410,
	darkseagreen: 9419919,
	darkslateblue: 4734347,
	darkslategray: 3100495,
	darkslategrey: 3100495,
	darkturquoise: 52945,
	darkviolet: 9699539,
	deeppink: 16716947,
	deepskyblue: 49151,
	dimgray: 6908265,
	dimgrey: 6908265,
	dodgerblue: 2003199,
	firebrick: 11674146,
	floralwhite: 16775920,
	forestgreen: 2263842,
	fuchsia: 16711935,
	gainsboro: 14474460,
	ghostwhite: 16316671,
	gold: 16766720,
	goldenrod: 14329120,
	gray: 8421504,
	green: 32768,
	greenyellow: 11403055,
	grey: 8421504,
	honeydew: 15794160,
	hotpink: 16738740,
	indianred: 13458524,
	indigo: 4915330,
	ivory: 16777200,
	khaki: 15787660,
	lavender: 15132410,
	lavenderblush: 16773365,
	lawngreen: 8190976,
	lemonchiffon: 16775885,
	lightblue: 11393254,
	lightcoral: 15761536,
	lightcyan: 14745599,
	lightgoldenrodyellow: 16448210,
	lightgray: 13882323,
	lightgreen: 9498256,
	lightgrey: 13882323,
	lightpink: 16758465,
	lightsalmon: 16752762,
	lightseagreen: 2142890,
	lightskyblue: 8900346,
	lightslategray: 7833753,
	lightslategrey: 7833753,
	lightsteelblue: 11584734,
	lightyellow: 16777184,
	lime: 65280,
	limegreen: 3329330,
	linen: 16445670,
	magenta: 16711935,
	maroon: 8388608,
	mediumaquamarine: 6737322,
	mediumblue: 205,
	mediumorchid: 12211667,
	mediumpurple: 9662683,
	mediumseagreen: 3978097,
	mediumslateblue: 8087790,
	mediumspringgreen: 64154,
	mediumturquoise: 4772300,
	mediumvioletred: 13047173,
	midnightblue: 1644912,
	mintcream: 16121850,
	mistyrose: 16770273,
	moccasin: 16770229,
	navajowhite: 16768685,
	navy: 128,
	oldlace: 16643558,
	olive: 8421376,
	olivedrab: 7048739,
	orange: 16753920,
	orangered: 16729344,
	orchid: 14315734,
	palegoldenrod: 15657130,
	palegreen: 10025880,
	paleturquoise: 11529966,
	palevioletred: 14381203,
	papayawhip: 16773077,
	peachpuff: 16767673,
	peru: 13468991,
	pink: 16761035,
	plum: 14524637,
	powderblue: 11591910,
	purple: 8388736,
	rebeccapurple: 6697881,
	red: 16711680,
	rosybrown: 12357519,
	royalblue: 4286945,
	saddlebrown: 9127187,
	salmon: 16416882,
	sandybrown: 16032864,
	seagreen: 3050327,
	seashell: 16774638,
	sienna: 10506797,
	silver: 12632256,
	skyblue: 8900331,
	slateblue: 6970061,
	slategray: 7372944,
	slategrey: 7372944,
	snow: 16775930,
	springgreen: 65407,
	steelblue: 4620980,
	tan: 13808780,
	teal: 32896,
	thistle: 14204888,
	tomato: 16737095,
	turquoise: 4251856,
	violet: 15631086,
	wheat: 16113331,
	white: 16777215,
	whitesmoke: 16119285,
	yellow: 16776960,
	yellowgreen: 10145074
};
un(fn, An, {
	copy(e) {
		return Object.assign(new this.constructor(), this, e);
	},
	displayable() {
		return this.rgb().displayable();
	},
	hex: En,
	formatHex: En,
	formatHex8: Dn,
	formatHsl: On,
	formatRgb: kn,
	toString: kn
});
function En() {
	return this.rgb().formatHex();
}
function Dn() {
	return this.rgb().formatHex8();
}
function On() {
	return Un(this).formatHsl();
}
function kn() {
	return this.rgb().formatRgb();
}
function An(e) {
	var t, n;
	return e = (e + "").trim().toLowerCase(), (t = vn.exec(e)) ? (n = t[1].length, t = parseInt(t[1], 16), n === 6 ? jn(t) : n === 3 ? new Fn(t >> 8 & 15 | t >> 4 & 240, t >> 4 & 15 | t & 240, (t & 15) << 4 | t & 15, 1) : n === 8 ? Mn(t >> 24 & 255, t >> 16 & 255, t >> 8 & 255, (t & 255) / 255) : n === 4 ? Mn(t >> 12 & 15 | t >> 8 & 240, t >> 8 & 15 | t >> 4 & 240, t >> 4 & 15 | t & 240, ((t & 15) << 4 | t & 15) / 255) : null) : (t = yn.exec(e)) ? new Fn(t[1], t[2], t[3], 1) : (t = bn.exec(e)) ? new Fn(t[1] * 255 / 100, t[2] * 255 / 100, t[3] * 255 / 100, 1) : (t = xn.exec(e)) ? Mn(t[1], t[2], t[3], t[4]) : (t = Sn.exec(e)) ? Mn(t[1] * 255 / 100, t[2] * 255 / 100, t[3] * 255 / 100, t[4]) : (t = Cn.exec(e)) ? Hn(t[1], t[2] / 100, t[3] / 100, 1) : (t = wn.exec(e)) ? Hn(t[1], t[2] / 100, t[3] / 100, t[4]) : Tn.hasOwnProperty(e) ? jn(Tn[e]) : e === "transparent" ? new Fn(NaN, NaN, NaN, 0) : null;
}
function jn(e) {
	return new Fn(e >> 16 & 255, e >> 8 & 255, e & 255, 1);
}
function Mn(e, t, n, r) {
	return r <= 0 && (e = t = n = NaN), new Fn(e, t, n, r);
}
function Nn(e) {
	return e instanceof fn || (e = An(e)), e ? (e = e.rgb(), new Fn(e.r, e.g, e.b, e.opacity)) : new Fn();
}
function Pn(e, t, n, r) {
	return arguments.length === 1 ? Nn(e) : new Fn(e, t, n, r ?? 1);
}
function Fn(e, t, n, r) {
	this.r = +e, this.g = +t, this.b = +n, this.opacity = +r;
}
un(Fn, Pn, dn(fn, {
	brighter(e) {
		return e = e == null ? mn : mn ** +e, new Fn(this.r * e, this.g * e, this.b * e, this.opacity);
	},
	darker(e) {
		return e = e == null ? pn : pn ** +e, new Fn(this.r * e, this.g * e, this.b * e, this.opacity);
	},
	rgb() {
		return this;
	},
	clamp() {
		return new Fn(Bn(this.r), Bn(this.g), Bn(this.b), zn(this.opacity));
	},
	displayable() {
		return -.5 <= this.r && this.r < 255.5 && -.5 <= this.g && this.g < 255.5 && -.5 <= this.b && this.b < 255.5 && 0 <= this.opacity && this.opacity <= 1;
	},
	hex: In,
	formatHex: In,
	formatHex8: Ln,
	formatRgb: Rn,
	toString: Rn
}));
function In() {
	return `#${Vn(this.r)}${Vn(this.g)}${Vn(this.b)}`;
}
function Ln() {
	return `#${Vn(this.r)}${Vn(this.g)}${Vn(this.b)}${Vn((isNaN(this.opacity) ? 1 : this.opacity) * 255)}`;
}
function Rn() {
	let e = zn(this.opacity);
	return `${e === 1 ? "rgb(" : "rgba("}${Bn(this.r)}, ${Bn(this.g)}, ${Bn(this.b)}${e === 1 ? ")" : `, ${e})`}`;
}
function zn(e) {
	return isNaN(e) ? 1 : Math.max(0, Math.min(1, e));
}
function Bn(e) {
	return Math.max(0, Math.min(255, Math.round(e) || 0));
}
function Vn(e) {
	return e = Bn(e), (e < 16 ? "0" : "") + e.toString(16);
}
function Hn(e, t, n, r) {
	return r <= 0 ? e = t = n = NaN : n <= 0 || n >= 1 ? e = t = NaN : t <= 0 && (e = NaN), new Gn(e, t, n, r);
}
function Un(e) {
	if (e instanceof Gn) return new Gn(e.h, e.s, e.l, e.opacity);
	if (e instanceof fn || (e = An(e)), !e) return new Gn();
	if (e instanceof Gn) return e;
	e = e.rgb();
	var t = e.r / 255, n = e.g / 255, r = e.b / 255, i = Math.min(t, n, r), a = Math.max(t, n, r), o = NaN, s = a - i, c = (a + i) / 2;
	return s ? (o = t === a ? (n - r) / s + (n < r) * 6 : n === a ? (r - t) / s + 2 : (t - n) / s + 4, s /= c < .5 ? a + i : 2 - a - i, o *= 60) : s = c > 0 && c < 1 ? 0 : o, new Gn(o, s, c, e.opacity);
}
function Wn(e, t, n, r) {
	return arguments.length === 1 ? Un(e) : new Gn(e, t, n, r ?? 1);
}
function Gn(e, t, n, r) {
	this.h = +e, this.s = +t, this.l = +n, this.opacity = +r;
}
un(Gn, Wn, dn(fn, {
	brighter(e) {
		return e = e == null ? mn : mn ** +e, new Gn(this.h, this.s, this.l * e, this.opacity);
	},
	darker(e) {
		return e = e == null ? pn : pn ** +e, new Gn(this.h, this.s, this.l * e, this.opacity);
	},
	rgb() {
		var e = this.h % 360 + (this.h < 0) * 360, t = isNaN(e) || isNaN(this.s) ? 0 : this.s, n = this.l, r = n + (n < .5 ? n : 1 - n) * t, i = 2 * n - r;
		return new Fn(Jn(e >= 240 ? e - 240 : e + 120, i, r), Jn(e, i, r), Jn(e < 120 ? e + 240 : e - 120, i, r), this.opacity);
	},
	clamp() {
		return new Gn(Kn(this.h), qn(this.s), qn(this.l), zn(this.opacity));
	},
	displayable() {
		return (0 <= this.s && this.s <= 1 || isNaN(this.s)) && 0 <= this.l && this.l <= 1 && 0 <= this.opacity && this.opacity <= 1;
	},
	formatHsl() {
		let e = zn(this.opacity);
		return `${e === 1 ? "hsl(" : "hsla("}${Kn(this.h)}, ${qn(this.s) * 100}%, ${qn(this.l) * 100}%${e === 1 ? ")" : `, ${e})`}`;
	}
}));
function Kn(e) {
	return e = (e || 0) % 360, e < 0 ? e + 360 : e;
}
function qn(e) {
	return Math.max(0, Math.min(1, e || 0));
}
function Jn(e, t, n) {
	return (e < 60 ? t + (n - t) * e / 60 : e < 180 ? n : e < 240 ? t + (n - t) * (240 - e) / 60 : t) * 255;
}
var Yn = Math.PI / 180, Xn = 180 / Math.PI, Zn = 18, Qn = .96422, $n = 1, er = .82521, tr = 4 / 29, nr = 6 / 29, rr = 3 * nr * nr, ir = nr * nr * nr;
function ar(e) {
	if (e instanceof sr) return new sr(e.l, e.a, e.b, e.opacity);
	if (e instanceof mr) return hr(e);
	e instanceof Fn || (e = Nn(e));
	var t = dr(e.r), n = dr(e.g), r = dr(e.b), i = cr((.2225045 * t + .7168786 * n + .0606169 * r) / $n), a, o;
	return t === n && n === r ? a = o = i : (a = cr((.4360747 * t + .3850649 * n + .1430804 * r) / Qn), o = cr((.0139322 * t + .0971045 * n + .7141733 * r) / er)), new sr(116 * i - 16, 500 * (a - i), 200 * (i - o), e.opacity);
}
function or(e, t, n, r) {
	return arguments.length === 1 ? ar(e) : new sr(e, t, n, r ?? 1);
}
function sr(e, t, n, r) {
	this.l = +e, this.a = +t, this.b = +n, this.opacity = +r;
}
un(sr, or, dn(fn, {
	brighter(e) {
		return new sr(this.l + Zn * (e ?? 1), this.a, this.b, this.opacity);
	},
	darker(e) {
		return new sr(this.l - Zn * (e ?? 1), this.a, this.b, this.opacity);
	},
	rgb() {
		var e = (this.l + 16) / 116, t = isNaN(this.a) ? e : e + this.a / 500, n = isNaN(this.b) ? e : e - this.b / 200;
		return t = Qn * lr(t), e = $n * lr(e), n = er * lr(n), new Fn(ur(3.1338561 * t - 1.6168667 * e - .4906146 * n), ur(-.9787684 * t + 1.9161415 * e + .033454 * n), ur(.0719453 * t - .2289914 * e + 1.4052427 * n), this.opacity);
	}
}));
function cr(e) {
	return e > ir ? e ** (1 / 3) : e / rr + tr;
}
function lr(e) {
	return e > nr ? e * e * e : rr * (e - tr);
}
function ur(e) {
	return 255 * (e <= .0031308 ? 12.92 * e : 1.055 * e ** (1 / 2.4) - .055);
}
function dr(e) {
	return (e /= 255) <= .04045 ? e / 12.92 : ((e + .055) / 1.055) ** 2.4;
}
function fr(e) {
	if (e instanceof mr) return new mr(e.h, e.c, e.l, e.opacity);
	if (e instanceof sr || (e = ar(e)), e.a === 0 && e.b === 0) return new mr(NaN, 0 < e.l && e.l < 100 ? 0 : NaN, e.l, e.opacity);
	var t = Math.atan2(e.b, e.a) * Xn;
	return new mr(t < 0 ? t + 360 : t, Math.sqrt(e.a * e.a + e.b * e.b), e.l, e.opacity);
}
function pr(e, t, n, r) {
	return arguments.length === 1 ? fr(e) : new mr(e, t, n, r ?? 1);
}
function mr(e, t, n, r) {
	this.h = +e, this.c = +t, this.l = +n, this.opacity = +r;
}
function hr(e) {
	if (isNaN(e.h)) return new sr(e.l, 0, 0, e.opacity);
	var t = e.h * Yn;
	return new sr(e.l, Math.cos(t) * e.c, Math.sin(t) * e.c, e.opacity);
}
un(mr, pr, dn(fn, {
	brighter(e) {
		return new mr(this.h, this.c, this.l + Zn * (e ?? 1), this.opacity);
	},
	darker(e) {
		return new mr(this.h, this.c, this.l - Zn * (e ?? 1), this.opacity);
	},
	rgb() {
		return hr(this).rgb();
	}
}));
var gr = -.14861, _r = 1.78277, vr = -.29227, yr = -.90649, br = 1.97294, xr = br * yr, Sr = br * _r, Cr = _r * vr - yr * gr;
function wr(e) {
	if (e instanceof Er) return new Er(e.h, e.s, e.l, e.opacity);
	e instanceof Fn || (e = Nn(e));
	var t = e.r / 255, n = e.g / 255, r = e.b / 255, i = (Cr * r + xr * t - Sr * n) / (Cr + xr - Sr), a = r - i, o = (br * (n - i) - vr * a) / yr, s = Math.sqrt(o * o + a * a) / (br * i * (1 - i)), c = s ? Math.atan2(o, a) * Xn - 120 : NaN;
	return new Er(c < 0 ? c + 360 : c, s, i, e.opacity);
}
function Tr(e, t, n, r) {
	return arguments.length === 1 ? wr(e) : new Er(e, t, n, r ?? 1);
}
function Er(e, t, n, r) {
	this.h = +e, this.s = +t, this.l = +n, this.opacity = +r;
}
un(Er, Tr, dn(fn, {
	brighter(e) {
		return e = e == null ? mn : mn ** +e, new Er(this.h, this.s, this.l * e, this.opacity);
	},
	darker(e) {
		return e = e == null ? pn : pn ** +e, new Er(this.h, this.s, this.l * e, this.opacity);
	},
	rgb() {
		var e = isNaN(this.h) ? 0 : (this.h + 120) * Yn, t = +this.l, n = isNaN(this.s) ? 0 : this.s * t * (1 - t), r = Math.cos(e), i = Math.sin(e);
		return new Fn(255 * (t + n * (gr * r + _r * i)), 255 * (t + n * (vr * r + yr * i)), 255 * (t + br * r * n), this.opacity);
	}
}));
var Dr = (e) => () => e;
function Or(e, t) {
	return function(n) {
		return e + n * t;
	};
}
function kr(e, t, n) {
	return e **= +n, t = t ** +n - e, n = 1 / n, function(r) {
		return (e + r * t) ** +n;
	};
}
function Ar(e, t) {
	var n = t - e;
	return n ? Or(e, n > 180 || n < -180 ? n - 360 * Math.round(n / 360) : n) : Dr(isNaN(e) ? t : e);
}
function jr(e) {
	return (e = +e) == 1 ? Mr : function(t, n) {
		return n - t ? kr(t, n, e) : Dr(isNaN(t) ? n : t);
	};
}
function Mr(e, t) {
	var n = t - e;
	return n ? Or(e, n) : Dr(isNaN(e) ? t : e);
}
var Nr = (function e(t) {
	var n = jr(t);
	function r(e, t) {
		var r = n((e = Pn(e)).r, (t = Pn(t)).r), i = n(e.g, t.g), a = n(e.b, t.b), o = Mr(e.opacity, t.opacity);
		return function(t) {
			return e.r = r(t), e.g = i(t), e.b = a(t), e.opacity = o(t), e + "";
		};
	}
	return r.gamma = e, r;
})(1);
function Pr(e, t) {
	t ||= [];
	var n = e ? Math.min(t.length, e.length) : 0, r = t.slice(), i;
	return function(a) {
		for (i = 0; i < n; ++i) r[i] = e[i] * (1 - a) + t[i] * a;
		return r;
	};
}
function Fr(e) {
	return ArrayBuffer.isView(e) && !(e instanceof DataView);
}
function Ir(e, t) {
	for (var n = t ? t.length : 0, r = e ? Math.min(n, e.length) : 0, i = Array(r), a = Array(n), o = 0; o < r; ++o) i[o] = Gr(e[o], t[o]);
	for (; o < n; ++o) a[o] = t[o];
	return function(e) {
		for (o = 0; o < r; ++o) a[o] = i[o](e);
		return a;
	};
}
function Lr(e, t) {
	var n = /* @__PURE__ */ new Date();
	return e = +e, t = +t, function(r) {
		return n.setTime(e * (1 - r) + t * r), n;
	};
}
function Rr(e, t) {
	return e = +e, t = +t, function(n) {
		return e * (1 - n) + t * n;
	};
}
function zr(e, t) {
	var n = {}, r = {}, i;
	for (i in typeof e == "object" && e || (e = {}), typeof t == "object" && t || (t = {}), t) i in e ? n[i] = Gr(e[i], t[i]) : r[i] = t[i];
	return function(e) {
		for (i in n) r[i] = n[i](e);
		return r;
	};
}
var Br = /[-+]?(?:\d+\.?\d*|\.?\d+)(?:[eE][-+]?\d+)?/g, Vr = new RegExp(Br.source, "g");
function Hr(e) {
	return function() {
		return e;
	};
}
function Ur(e) {
	return function(t) {
		return e(t) + "";
	};
}
function Wr(e, t) {
	var n = Br.lastIndex = Vr.lastIndex = 0, r, i, a, o = -1, s = [], c = [];
	for (e += "", t += ""; (r = Br.exec(e)) && (i = Vr.exec(t));) (a = i.index) > n && (a = t.slice(n, a), s[o] ? s[o] += a : s[++o] = a), (r = r[0]) === (i = i[0]) ? s[o] ? s[o] += i : s[++o] = i : (s[++o] = null, c.push({
		i: o,
		x: Rr(r, i)
	})), n = Vr.lastIndex;
	return n < t.length && (a = t.slice(n), s[o] ? s[o] += a : s[++o] = a), s.length < 2 ? c[0] ? Ur(c[0].x) : Hr(t) : (t = c.length, function(e) {
		for (var n = 0, r; n < t; ++n) s[(r = c[n]).i] = r.x(e);
		return s.join("");
	});
}
function Gr(e, t) {
	var n = typeof t, r;
	return t == null || n === "boolean" ? Dr(t) : (n === "number" ? Rr : n === "string" ? (r = An(t)) ? (t = r, Nr) : Wr : t instanceof An ? Nr : t instanceof Date ? Lr : Fr(t) ? Pr : Array.isArray(t) ? Ir : typeof t.valueOf != "function" && typeof t.toString != "function" || isNaN(t) ? zr : Rr)(e, t);
}
var Kr = 180 / Math.PI, qr = {
	translateX: 0,
	translateY: 0,
	rotate: 0,
	skewX: 0,
	scaleX: 1,
	scaleY: 1
};
function Jr(e, t, n, r, i, a) {
	var o, s, c;
	return (o = Math.sqrt(e * e + t * t)) && (e /= o, t /= o), (c = e * n + t * r) && (n -= e * c, r -= t * c), (s = Math.sqrt(n * n + r * r)) && (n /= s, r /= s, c /= s), e * r < t * n && (e = -e, t = -t, c = -c, o = -o), {
		translateX: i,
		translateY: a,
		rotate: Math.atan2(t, e) * Kr,
		skewX: Math.atan(c) * Kr,
		scaleX: o,
		scaleY: s
	};
}
var Yr;
function Xr(e) {
	let t = new (typeof DOMMatrix == "function" ? DOMMatrix : WebKitCSSMatrix)(e + "");
	return t.isIdentity ? qr : Jr(t.a, t.b, t.c, t.d, t.e, t.f);
}
function Zr(e) {
	return e == null || (Yr ||= document.createElementNS("http://www.w3.org/2000/svg", "g"), Yr.setAttribute("transform", e), !(e = Yr.transform.baseVal.consolidate())) ? qr : (e = e.matrix, Jr(e.a, e.b, e.c, e.d, e.e, e.f));
}
function Qr(e, t, n, r) {
	function i(e) {
		return e.length ? e.pop() + " " : "";
	}
	function a(e, r, i, a, o, s) {
		if (e !== i || r !== a) {
			var c = o.push("translate(", null, t, null, n);
			s.push({
				i: c - 4,
				x: Rr(e, i)
			}, {
				i: c - 2,
				x: Rr(r, a)
			});
		} else (i || a) && o.push("translate(" + i + t + a + n);
	}
	function o(e, t, n, a) {
		e === t ? t && n.push(i(n) + "rotate(" + t + r) : (e - t > 180 ? t += 360 : t - e > 180 && (e += 360), a.push({
			i: n.push(i(n) + "rotate(", null, r) - 2,
			x: Rr(e, t)
		}));
	}
	function s(e, t, n, a) {
		e === t ? t && n.push(i(n) + "skewX(" + t + r) : a.push({
			i: n.push(i(n) + "skewX(", null, r) - 2,
			x: Rr(e, t)
		});
	}
	function c(e, t, n, r, a, o) {
		if (e !== n || t !== r) {
			var s = a.push(i(a) + "scale(", null, ",", null, ")");
			o.push({
				i: s - 4,
				x: Rr(e, n)
			}, {
				i: s - 2,
				x: Rr(t, r)
			});
		} else (n !== 1 || r !== 1) && a.push(i(a) + "scale(" + n + "," + r + ")");
	}
	return function(t, n) {
		var r = [], i = [];
		return t = e(t), n = e(n), a(t.translateX, t.translateY, n.translateX, n.translateY, r, i), o(t.rotate, n.rotate, r, i), s(t.skewX, n.skewX, r, i), c(t.scaleX, t.scaleY, n.scaleX, n.scaleY, r, i), t = n = null, function(e) {
			for (var t = -1, n = i.length, a; ++t < n;) r[(a = i[t]).i] = a.x(e);
			return r.join("");
		};
	};
}
var $r = Qr(Xr, "px, ", "px)", "deg)"), ei = Qr(Zr, ", ", ")", ")"), ti = 1e-12;
function ni(e) {
	return ((e = Math.exp(e)) + 1 / e) / 2;
}
function ri(e) {
	return ((e = Math.exp(e)) - 1 / e) / 2;
}
function ii(e) {
	return ((e = Math.exp(2 * e)) - 1) / (e + 1);
}
var ai = (function e(t, n, r) {
	function i(e, i) {
		var a = e[0], o = e[1], s = e[2], c = i[0], l = i[1], u = i[2], d = c - a, f = l - o, p = d * d + f * f, m, h;
		if (p < ti) h = Math.log(u / s) / t, m = function(e) {
			return [
				a + e * d,
				o + e * f,
				s * Math.exp(t * e * h)
			];
		};
		else {
			var g = Math.sqrt(p), _ = (u * u - s * s + r * p) / (2 * s * n * g), v = (u * u - s * s - r * p) / (2 * u * n * g), y = Math.log(Math.sqrt(_ * _ + 1) - _);
			h = (Math.log(Math.sqrt(v * v + 1) - v) - y) / t, m = function(e) {
				var r = e * h, i = ni(y), c = s / (n * g) * (i * ii(t * r + y) - ri(y));
				return [
					a + c * d,
					o + c * f,
					s * i / ni(t * r + y)
				];
			};
		}
		return m.duration = Math.abs(h) * 1e3 * t / Math.SQRT2, m;
	}
	return i.rho = function(t) {
		var n = Math.max(.001, +t), r = n * n;
		return e(n, r, r * r);
	}, i;
})(Math.SQRT2, 2, 4);
function oi(e) {
	return (function t(n) {
		n = +n;
		function r(t, r) {
			var i = e((t = Tr(t)).h, (r = Tr(r)).h), a = Mr(t.s, r.s), o = Mr(t.l, r.l), s = Mr(t.opacity, r.opacity);
			return function(e) {
				return t.h = i(e), t.s = a(e), t.l = o(e ** +n), t.opacity = s(e), t + "";
			};
		}
		return r.gamma = t, r;
	})(1);
}
oi(Ar), oi(Mr);
// node_modules/d3-timer/dist/d3-timer.mjs
var si = 0, ci = 0, li = 0, ui = 1e3, di, fi, pi = 0, mi = 0, hi = 0, gi = typeof performance == "object" && performance.now ? performance : Date, _i = typeof window == "object" && window.requestAnimationFrame ? window.requestAnimationFrame.bind(window) : function(e) {
	setTimeout(e, 17);
};
function vi() {
	return mi ||= (_i(yi), gi.now() + hi);
}
function yi() {
	mi = 0;
}
function bi() {
	this._call = this._time = this._next = null;
}
bi.prototype = xi.prototype = {
	constructor: bi,
	restart: function(e, t, n) {
		if (typeof e != "function") throw TypeError("callback is not a function");
		n = (n == null ? vi() : +n) + (t == null ? 0 : +t), !this._next && fi !== this && (fi ? fi._next = this : di = this, fi = this), this._call = e, this._time = n, Ei();
	},
	stop: function() {
		this._call && (this._call = null, this._time = Infinity, Ei());
	}
};
function xi(e, t, n) {
	var r = new bi();
	return r.restart(e, t, n), r;
}
function Si() {
	vi(), ++si;
	for (var e = di, t; e;) (t = mi - e._time) >= 0 && e._call.call(void 0, t), e = e._next;
	--si;
}
function Ci() {
	mi = (pi = gi.now()) + hi, si = ci = 0;
	try {
		Si();
	} finally {
		si = 0, Ti(), mi = 0;
	}
}
function wi() {
	var e = gi.now(), t = e - pi;
	t > ui && (hi -= t, pi = e);
}
function Ti() {
	for (var e, t = di, n, r = Infinity; t;) t._call ? (r > t._time && (r = t._time), e = t, t = t._next) : (n = t._next, t._next = null, t = e ? e._next = n : di = n);
	fi = e, Ei(r);
}
function Ei(e) {
	si || (ci &&= clearTimeout(ci), e - mi > 24 ? (e < Infinity && (ci = setTimeout(Ci, Math.ceil(e - gi.now() - hi) + 1)), li &&= clearInterval(li)) : (li ||= (pi = gi.now(), setInterval(wi, ui)), si = 1, _i(Ci)));
}
function Di(e, t, n) {
	var r = new bi();
	return t = t == null ? 0 : +t, r.restart((n) => {
		r.stop(), e(n + t);
	}, t, n), r;
}
// node_modules/d3-ease/dist/d3-ease.mjs
function Oi(e) {
	return ((e *= 2) <= 1 ? e * e * e : (e -= 2) * e * e + 2) / 2;
}
var ki = 3;
(function e(t) {
	t = +t;
	function n(e) {
		return e ** +t;
	}
	return n.exponent = e, n;
})(ki), (function e(t) {
	t = +t;
	function n(e) {
		return 1 - (1 - e) ** t;
	}
	return n.exponent = e, n;
})(ki), (function e(t) {
	t = +t;
	function n(e) {
		return ((e *= 2) <= 1 ? e ** +t : 2 - (2 - e) ** t) / 2;
	}
	return n.exponent = e, n;
})(ki);
function Ai(e) {
	return (2 ** (-10 * e) - .0009765625) * 1.0009775171065494;
}
var ji = 4 / 11;
1 / ji / ji;
var Mi = 1.70158;
(function e(t) {
	t = +t;
	function n(e) {
		return (e = +e) * e * (t * (e - 1) + e);
	}
	return n.overshoot = e, n;
})(Mi), (function e(t) {
	t = +t;
	function n(e) {
		return --e * e * ((e + 1) * t + e) + 1;
	}
	return n.overshoot = e, n;
})(Mi), (function e(t) {
	t = +t;
	function n(e) {
		return ((e *= 2) < 1 ? e * e * ((t + 1) * e - t) : (e -= 2) * e * ((t + 1) * e + t) + 2) / 2;
	}
	return n.overshoot = e, n;
})(Mi);
var Ni = 2 * Math.PI, Pi = 1, Fi = .3;
(function e(t, n) {
	var r = Math.asin(1 / (t = Math.max(1, t))) * (n /= Ni);
	function i(e) {
		return t * Ai(- --e) * Math.sin((r - e) / n);
	}
	return i.amplitude = function(t) {
		return e(t, n * Ni);
	}, i.period = function(n) {
		return e(t, n);
	}, i;
})(Pi, Fi), (function e(t, n) {
	var r = Math.asin(1 / (t = Math.max(1, t))) * (n /= Ni);
	function i(e) {
		return 1 - t * Ai(e = +e) * Math.sin((e + r) / n);
	}
	return i.amplitude = function(t) {
		return e(t, n * Ni);
	}, i.period = function(n) {
		return e(t, n);
	}, i;
})(Pi, Fi), (function e(t, n) {
	var r = Math.asin(1 / (t = Math.max(1, t))) * (n /= Ni);
	function i(e) {
		return ((e = e * 2 - 1) < 0 ? t * Ai(-e) * Math.sin((r - e) / n) : 2 - t * Ai(e) * Math.sin((r + e) / n)) / 2;
	}
	return i.amplitude = function(t) {
		return e(t, n * Ni);
	}, i.period = function(n) {
		return e(t, n);
	}, i;
})(Pi, Fi);
// node_modules/d3-transition/dist/d3-transition.mjs
var Ii = T("start", "end", "cancel", "interrupt"), Li = [], Ri = 0, zi = 1, Bi = 2, Vi = 3, Hi = 4, Ui = 5, Wi = 6;
function Gi(e, t, n, r, i, a) {
	var o = e.__transition;
	if (!o) e.__transition = {};
	else if (n in o) return;
	Yi(e, n, {
		name: t,
		index: r,
		group: i,
		on: Ii,
		tween: Li,
		time: a.time,
		delay: a.delay,
		duration: a.duration,
		ease: a.ease,
		timer: null,
		state: Ri
	});
}
function Ki(e, t) {
	var n = Ji(e, t);
	if (n.state > Ri) throw Error("too late; already scheduled");
	return n;
}
function qi(e, t) {
	var n = Ji(e, t);
	if (n.state > Vi) throw Error("too late; already running");
	return n;
}
function Ji(e, t) {
	var n = e.__transition;
	if (!n || !(n = n[t])) throw Error("transition not found");
	return n;
}
function Yi(e, t, n) {
	var r = e.__transition, i;
	r[t] = n, n.timer = xi(a, 0, n.time);
	function a(e) {
		n.state = zi, n.timer.restart(o, n.delay, n.time), n.delay <= e && o(e - n.delay);
	}
	function o(a) {
		var l, u, d, f;
		if (n.state !== zi) return c();
		for (l in r) if (f = r[l], f.name === n.name) {
			if (f.state === Vi) return Di(o);
			f.state === Hi ? (f.state = Wi, f.timer.stop(), f.on.call("interrupt", e, e.__data__, f.index, f.group), delete r[l]) : +l < t && (f.state = Wi, f.timer.stop(), f.on.call("cancel", e, e.__data__, f.index, f.group), delete r[l]);
		}
		if (Di(function() {
			n.state === Vi && (n.state = Hi, n.timer.restart(s, n.delay, n.time), s(a));
		}), n.state = Bi, n.on.call("start", e, e.__data__, n.index, n.group), n.state === Bi) {
			for (n.state = Vi, i = Array(d = n.tween.length), l = 0, u = -1; l < d; ++l) (f = n.tween[l].value.call(e, e.__data__, n.index, n.group)) && (i[++u] = f);
			i.length = u + 1;
		}
	}
	function s(t) {
		for (var r = t < n.duration ? n.ease.call(null, t / n.duration) : (n.timer.restart(c), n.state = Ui, 1), a = -1, o = i.length; ++a < o;) i[a].call(e, r);
		n.state === Ui && (n.on.call("end", e, e.__data__, n.index, n.group), c());
	}
	function c() {
		for (var i in n.state = Wi, n.timer.stop(), delete r[t], r) return;
		delete e.__transition;
	}
}
function Xi(e, t) {
	var n = e.__transition, r, i, a = !0, o;
	if (n) {
		for (o in t = t == null ? null : t + "", n) (r = n[o]).name === t ? (i = r.state > Bi && r.state < Ui, r.state = Wi, r.timer.stop(), r.on.call(i ? "interrupt" : "cancel", e, e.__data__, r.index, r.group), delete n[o]) : a = !1;
		a && delete e.__transition;
	}
}
function Zi(e) {
	return this.each(function() {
		Xi(this, e);
	});
}
function Qi(e, t) {
	var n, r;
	return function() {
		var i = qi(this, e), a = i.tween;
		if (a !== n) {
			r = n = a;
			for (var o = 0, s = r.length; o < s; ++o) if (r[o].name === t) {
				r = r.slice(), r.splice(o, 1);
				break;
			}
		}
		i.tween = r;
	};
}
function $i(e, t, n) {
	var r, i;
	if (typeof n != "function") throw Error();
	return function() {
		var a = qi(this, e), o = a.tween;
		if (o !== r) {
			i = (r = o).slice();
			for (var s = {
				name: t,
				value: n
			}, c = 0, l = i.length; c < l; ++c) if (i[c].name === t) {
				i[c] = s;
				break;
			}
			c === l && i.push(s);
		}
		a.tween = i;
	};
}
function ea(e, t) {
	var n = this._id;
	if (e += "", arguments.length < 2) {
		for (var r = Ji(this.node(), n).tween, i = 0, a = r.length, o; i < a; ++i) if ((o = r[i]).name === e) return o.value;
		return null;
	}
	return this.each((t == null ? Qi : $i)(n, e, t));
}
function ta(e, t, n) {
	var r = e._id;
	return e.each(function() {
		var e = qi(this, r);
		(e.value ||= {})[t] = n.apply(this, arguments);
	}), function(e) {
		return Ji(e, r).value[t];
	};
}
function na(e, t) {
	var n;
	return (typeof t == "number" ? Rr : t instanceof An ? Nr : (n = An(t)) ? (t = n, Nr) : Wr)(e, t);
}
function ra(e) {
	return function() {
		this.removeAttribute(e);
	};
}
function ia(e) {
	return function() {
		this.removeAttributeNS(e.space, e.local);
	};
}
function aa(e, t, n) {
	var r, i = n + "", a;
	return function() {
		var o = this.getAttribute(e);
		return o === i ? null : o === r ? a : a = t(r = o, n);
	};
}
function z(e, t, n) {
	var r, i = n + "", a;
	return function() {
		var o = this.getAttributeNS(e.space, e.local);
		return o === i ? null : o === r ? a : a = t(r = o, n);
	};
}
function oa(e, t, n) {
	var r, i, a;
	return function() {
		var o, s = n(this), c;
		return s == null ? void this.removeAttribute(e) : (o = this.getAttribute(e), c = s + "", o === c ? null : o === r && c === i ? a : (i = c, a = t(r = o, s)));
	};
}
function sa(e, t, n) {
	var r, i, a;
	return function() {
		var o, s = n(this), c;
		return s == null ? void this.removeAttributeNS(e.space, e.local) : (o = this.getAttributeNS(e.space, e.local), c = s + "", o === c ? null : o === r && c === i ? a : (i = c, a = t(r = o, s)));
	};
}
function ca(e, t) {
	var n = M(e), r = n === "transform" ? ei : na;
	return this.attrTween(e, typeof t == "function" ? (n.local ? sa : oa)(n, r, ta(this, "attr." + e, t)) : t == null ? (n.local ? ia : ra)(n) : (n.local ? z : aa)(n, r, t));
}
function la(e, t) {
	return function(n) {
		this.setAttribute(e, t.call(this, n));
	};
}
function ua(e, t) {
	return function(n) {
		this.setAttributeNS(e.space, e.local, t.call(this, n));
	};
}
function da(e, t) {
	var n, r;
	function i() {
		var i = t.apply(this, arguments);
		return i !== r && (n = (r = i) && ua(e, i)), n;
	}
	return i._value = t, i;
}
function fa(e, t) {
	var n, r;
	function i() {
		var i = t.apply(this, arguments);
		return i !== r && (n = (r = i) && la(e, i)), n;
	}
	return i._value = t, i;
}
function pa(e, t) {
	var n = "attr." + e;
	if (arguments.length < 2) return (n = this.tween(n)) && n._value;
	if (t == null) return this.tween(n, null);
	if (typeof t != "function") throw Error();
	var r = M(e);
	return this.tween(n, (r.local ? da : fa)(r, t));
}
function ma(e, t) {
	return function() {
		Ki(this, e).delay = +t.apply(this, arguments);
	};
}
function ha(e, t) {
	return t = +t, function() {
		Ki(this, e).delay = t;
	};
}
function ga(e) {
	var t = this._id;
	return arguments.length ? this.each((typeof e == "function" ? ma : ha)(t, e)) : Ji(this.node(), t).delay;
}
function _a(e, t) {
	return function() {
		qi(this, e).duration = +t.apply(this, arguments);
	};
}
function va(e, t) {
	return t = +t, function() {
		qi(this, e).duration = t;
	};
}
function ya(e) {
	var t = this._id;
	return arguments.length ? this.each((typeof e == "function" ? _a : va)(t, e)) : Ji(this.node(), t).duration;
}
function ba(e, t) {
	if (typeof t != "function") throw Error();
	return function() {
		qi(this, e).ease = t;
	};
}
function xa(e) {
	var t = this._id;
	return arguments.length ? this.each(ba(t, e)) : Ji(this.node(), t).ease;
}
function Sa(e, t) {
	return function() {
		var n = t.apply(this, arguments);
		if (typeof n != "function") throw Error();
		qi(this, e).ease = n;
	};
}
function Ca(e) {
	if (typeof e != "function") throw Error();
	return this.each(Sa(this._id, e));
}
function wa(e) {
	typeof e != "function" && (e = ce(e));
	for (var t = this._groups, n = t.length, r = Array(n), i = 0; i < n; ++i) for (var a = t[i], o = a.length, s = r[i] = [], c, l = 0; l < o; ++l) (c = a[l]) && e.call(c, c.__data__, l, a) && s.push(c);
	return new $a(r, this._parents, this._name, this._id);
}
function Ta(e) {
	if (e._id !== this._id) throw Error();
	for (var t = this._groups, n = e._groups, r = t.length, i = n.length, a = Math.min(r, i), o = Array(r), s = 0; s < a; ++s) for (var c = t[s], l = n[s], u = c.length, d = o[s] = Array(u), f, p = 0; p < u; ++p) (f = c[p] || l[p]) && (d[p] = f);
	for (; s < r; ++s) o[s] = t[s];
	return new $a(o, this._parents, this._name, this._id);
}
function Ea(e) {
	return (e + "").trim().split(/^|\s+/).every(function(e) {
		var t = e.indexOf(".");
		return t >= 0 && (e = e.slice(0, t)), !e || e === "start";
	});
}
function Da(e, t, n) {
	var r, i, a = Ea(t) ? Ki : qi;
	return function() {
		var o = a(this, e), s = o.on;
		s !== r && (i = (r = s).copy()).on(t, n), o.on = i;
	};
}
function Oa(e, t) {
	var n = this._id;
	return arguments.length < 2 ? Ji(this.node(), n).on.on(e) : this.each(Da(n, e, t));
}
function ka(e) {
	return function() {
		var t = this.parentNode;
		for (var n in this.__transition) if (+n !== e) return;
		t && t.removeChild(this);
	};
}
function Aa() {
	return this.on("end.remove", ka(this._id));
}
function ja(e) {
	var t = this._name, n = this._id;
	typeof e != "function" && (e = ne(e));
	for (var r = this._groups, i = r.length, a = Array(i), o = 0; o < i; ++o) for (var s = r[o], c = s.length, l = a[o] = Array(c), u, d, f = 0; f < c; ++f) (u = s[f]) && (d = e.call(u, u.__data__, f, s)) && ("__data__" in u && (d.__data__ = u.__data__), l[f] = d, Gi(l[f], t, n, f, l, Ji(u, n)));
	return new $a(a, this._parents, t, n);
}
function Ma(e) {
	var t = this._name, n = this._id;
	typeof e != "function" && (e = ae(e));
	for (var r = this._groups, i = r.length, a = [], o = [], s = 0; s < i; ++s) for (var c = r[s], l = c.length, u, d = 0; d < l; ++d) if (u = c[d]) {
		for (var f = e.call(u, u.__data__, d, c), p, m = Ji(u, n), h = 0, g = f.length; h < g; ++h) (p = f[h]) && Gi(p, t, n, h, f, m);
		a.push(f), o.push(u);
	}
	return new $a(a, o, t, n);
}
var Na = Ut.prototype.constructor;
function Pa() {
	return new Na(this._groups, this._parents);
}
function Fa(e, t) {
	var n, r, i;
	return function() {
		var a = Xe(this, e), o = (this.style.removeProperty(e), Xe(this, e));
		return a === o ? null : a === n && o === r ? i : i = t(n = a, r = o);
	};
}
function Ia(e) {
	return function() {
		this.style.removeProperty(e);
	};
}
function La(e, t, n) {
	var r, i = n + "", a;
	return function() {
		var o = Xe(this, e);
		return o === i ? null : o === r ? a : a = t(r = o, n);
	};
}
function Ra(e, t, n) {
	var r, i, a;
	return function() {
		var o = Xe(this, e), s = n(this), c = s + "";
		return s ?? (c = s = (this.style.removeProperty(e), Xe(this, e))), o === c ? null : o === r && c === i ? a : (i = c, a = t(r = o, s));
	};
}
function za(e, t) {
	var n, r, i, a = "style." + t, o = "end." + a, s;
	return function() {
		var c = qi(this, e), l = c.on, u = c.value[a] == null ? s ||= Ia(t) : void 0;
		(l !== n || i !== u) && (r = (n = l).copy()).on(o, i = u), c.on = r;
	};
}
function Ba(e, t, n) {
	var r = (e += "") == "transform" ? $r : na;
	return t == null ? this.styleTween(e, Fa(e, r)).on("end.style." + e, Ia(e)) : typeof t == "function" ? this.styleTween(e, Ra(e, r, ta(this, "style." + e, t))).each(za(this._id, e)) : this.styleTween(e, La(e, r, t), n).on("end.style." + e, null);
}
function Va(e, t, n) {
	return function(r) {
		this.style.setProperty(e, t.call(this, r), n);
	};
}
function Ha(e, t, n) {
	var r, i;
	function a() {
		var a = t.apply(this, arguments);
		return a !== i && (r = (i = a) && Va(e, a, n)), r;
	}
	return a._value = t, a;
}
function Ua(e, t, n) {
	var r = "style." + (e += "");
	if (arguments.length < 2) return (r = this.tween(r)) && r._value;
	if (t == null) return this.tween(r, null);
	if (typeof t != "function") throw Error();
	return this.tween(r, Ha(e, t, n ?? ""));
}
function Wa(e) {
	return function() {
		this.textContent = e;
	};
}
function Ga(e) {
	return function() {
		var t = e(this);
		this.textContent = t ?? "";
	};
}
function Ka(e) {
	return this.tween("text", typeof e == "function" ? Ga(ta(this, "text", e)) : Wa(e == null ? "" : e + ""));
}
function qa(e) {
	return function(t) {
		this.textContent = e.call(this, t);
	};
}
function Ja(e) {
	var t, n;
	function r() {
		var r = e.apply(this, arguments);
		return r !== n && (t = (n = r) && qa(r)), t;
	}
	return r._value = e, r;
}
function Ya(e) {
	var t = "text";
	if (arguments.length < 1) return (t = this.tween(t)) && t._value;
	if (e == null) return this.tween(t, null);
	if (typeof e != "function") throw Error();
	return this.tween(t, Ja(e));
}
function Xa() {
	for (var e = this._name, t = this._id, n = eo(), r = this._groups, i = r.length, a = 0; a < i; ++a) for (var o = r[a], s = o.length, c, l = 0; l < s; ++l) if (c = o[l]) {
		var u = Ji(c, t);
		Gi(c, e, n, l, o, {
			time: u.time + u.delay + u.duration,
			delay: 0,
			duration: u.duration,
			ease: u.ease
		});
	}
	return new $a(r, this._parents, e, n);
}
function Za() {
	var e, t, n = this, r = n._id, i = n.size();
	return new Promise(function(a, o) {
		var s = { value: o }, c = { value: function() {
			--i === 0 && a();
		} };
		n.each(function() {
			var n = qi(this, r), i = n.on;
			i !== e && (t = (e = i).copy(), t._.cancel.push(s), t._.interrupt.push(s), t._.end.push(c)), n.on = t;
		}), i === 0 && a();
	});
}
var Qa = 0;
function $a(e, t, n, r) {
	this._groups = e, this._parents = t, this._name = n, this._id = r;
}
function eo() {
	return ++Qa;
}
var to = Ut.prototype;
$a.prototype = {
	constructor: $a,
	select: ja,
	selectAll: Ma,
	selectChild: to.selectChild,
	selectChildren: to.selectChildren,
	filter: wa,
	merge: Ta,
	selection: Pa,
	transition: Xa,
	call: to.call,
	nodes: to.nodes,
	node: to.node,
	size: to.size,
	empty: to.empty,
	each: to.each,
	on: Oa,
	attr: ca,
	attrTween: pa,
	style: Ba,
	styleTween: Ua,
	text: Ka,
	textTween: Ya,
	remove: Aa,
	tween: ea,
	delay: ga,
	duration: ya,
	ease: xa,
	easeVarying: Ca,
	end: Za,
	[Symbol.iterator]: to[Symbol.iterator]
};
var no = {
	time: null,
	delay: 0,
	duration: 250,
	ease: Oi
};
function ro(e, t) {
	for (var n; !(n = e.__transition) || !(n = n[t]);) if (!(e = e.parentNode)) throw Error(`transition ${t} not found`);
	return n;
}
function io(e) {
	var t, n;
	e instanceof $a ? (t = e._id, e = e._name) : (t = eo(), (n = no).time = vi(), e = e == null ? null : e + "");
	for (var r = this._groups, i = r.length, a = 0; a < i; ++a) for (var o = r[a], s = o.length, c, l = 0; l < s; ++l) (c = o[l]) && Gi(c, e, t, l, o, n || ro(c, t));
	return new $a(r, this._parents, e, t);
}
Ut.prototype.interrupt = Zi, Ut.prototype.transition = io;
// node_modules/d3-zoom/dist/d3-zoom.mjs
var ao = (e) => () => e;
function oo(e, { sourceEvent: t, target: n, transform: r, dispatch: i }) {
	Object.defineProperties(this, {
		type: {
			value: e,
			enumerable: !0,
			configurable: !0
		},
		sourceEvent: {
			value: t,
			enumerable: !0,
			configurable: !0
		},
		target: {
			value: n,
			enumerable: !0,
			configurable: !0
		},
		transform: {
			value: r,
			enumerable: !0,
			configurable: !0
		},
		_: { value: i }
	});
}
function so(e, t, n) {
	this.k = e, this.x = t, this.y = n;
}
so.prototype = {
	constructor: so,
	scale: function(e) {
		return e === 1 ? this : new so(this.k * e, this.x, this.y);
	},
	translate: function(e, t) {
		return e === 0 & t === 0 ? this : new so(this.k, this.x + this.k * e, this.y + this.k * t);
	},
	apply: function(e) {
		return [e[0] * this.k + this.x, e[1] * this.k + this.y];
	},
	applyX: function(e) {
		return e * this.k + this.x;
	},
	applyY: function(e) {
		return e * this.k + this.y;
	},
	invert: function(e) {
		return [(e[0] - this.x) / this.k, (e[1] - this.y) / this.k];
	},
	invertX: function(e) {
		return (e - this.x) / this.k;
	},
	invertY: function(e) {
		return (e - this.y) / this.k;
	},
	rescaleX: function(e) {
		return e.copy().domain(e.range().map(this.invertX, this).map(e.invert, e));
	},
	rescaleY: function(e) {
		return e.copy().domain(e.range().map(this.invertY, this).map(e.invert, e));
	},
	toString: function() {
		return "translate(" + this.x + "," + this.y + ") scale(" + this.k + ")";
	}
};
var co = new so(1, 0, 0);
lo.prototype = so.prototype;
function lo(e) {
	for (; !e.__zoom;) if (!(e = e.parentNode)) return co;
	return e.__zoom;
}
function uo(e) {
	e.stopImmediatePropagation();
}
function fo(e) {
	e.preventDefault(), e.stopImmediatePropagation();
}
function po(e) {
	return (!e.ctrlKey || e.type === "wheel") && !e.button;
}
function mo() {
	var e = this;
	return e instanceof SVGElement ? (e = e.ownerSVGElement || e, e.hasAttribute("viewBox") ? (e = e.viewBox.baseVal, [[e.x, e.y], [e.x + e.width, e.y + e.height]]) : [[0, 0], [e.width.baseVal.value, e.height.baseVal.value]]) : [[0, 0], [e.clientWidth, e.clientHeight]];
}
function ho() {
	return this.__zoom || co;
}
function go(e) {
	return -e.deltaY * (e.deltaMode === 1 ? .05 : e.deltaMode ? 1 : .002) * (e.ctrlKey ? 10 : 1);
}
function _o() {
	return navigator.maxTouchPoints || "ontouchstart" in this;
}
function vo(e, t, n) {
	var r = e.invertX(t[0][0]) - n[0][0], i = e.invertX(t[1][0]) - n[1][0], a = e.invertY(t[0][1]) - n[0][1], o = e.invertY(t[1][1]) - n[1][1];
	return e.translate(i > r ? (r + i) / 2 : Math.min(0, r) || Math.max(0, i), o > a ? (a + o) / 2 : Math.min(0, a) || Math.max(0, o));
}
function yo() {
	var e = po, t = mo, n = vo, r = go, i = _o, a = [0, Infinity], o = [[-Infinity, -Infinity], [Infinity, Infinity]], s = 250, c = ai, l = T("start", "zoom", "end"), u, d, f, p = 500, m = 150, h = 0, g = 10;
	function _(e) {
		e.property("__zoom", ho).on("wheel.zoom", w, { passive: !1 }).on("mousedown.zoom", E).on("dblclick.zoom", D).filter(i).on("touchstart.zoom", O).on("touchmove.zoom", k).on("touchend.zoom touchcancel.zoom", A).style("-webkit-tap-highlight-color", "rgba(0,0,0,0)");
	}
	_.transform = function(e, t, n, r) {
		var i = e.selection ? e.selection() : e;
		i.property("__zoom", ho), e === i ? i.interrupt().each(function() {
			S(this, arguments).event(r).start().zoom(null, typeof t == "function" ? t.apply(this, arguments) : t).end();
		}) : x(e, t, n, r);
	}, _.scaleBy = function(e, t, n, r) {
		_.scaleTo(e, function() {
			return this.__zoom.k * (typeof t == "function" ? t.apply(this, arguments) : t);
		}, n, r);
	}, _.scaleTo = function(e, r, i, a) {
		_.transform(e, function() {
			var e = t.apply(this, arguments), a = this.__zoom, s = i == null ? b(e) : typeof i == "function" ? i.apply(this, arguments) : i, c = a.invert(s), l = typeof r == "function" ? r.apply(this, arguments) : r;
			return n(y(v(a, l), s, c), e, o);
		}, i, a);
	}, _.translateBy = function(e, r, i, a) {
		_.transform(e, function() {
			return n(this.__zoom.translate(typeof r == "function" ? r.apply(this, arguments) : r, typeof i == "function" ? i.apply(this, arguments) : i), t.apply(this, arguments), o);
		}, null, a);
	}, _.translateTo = function(e, r, i, a, s) {
		_.transform(e, function() {
			var e = t.apply(this, arguments), s = this.__zoom, c = a == null ? b(e) : typeof a == "function" ? a.apply(this, arguments) : a;
			return n(co.translate(c[0], c[1]).scale(s.k).translate(typeof r == "function" ? -r.apply(this, arguments) : -r, typeof i == "function" ? -i.apply(this, arguments) : -i), e, o);
		}, a, s);
	};
	function v(e, t) {
		return t = Math.max(a[0], Math.min(a[1], t)), t === e.k ? e : new so(t, e.x, e.y);
	}
	function y(e, t, n) {
		var r = t[0] - n[0] * e.k, i = t[1] - n[1] * e.k;
		return r === e.x && i === e.y ? e : new so(e.k, r, i);
	}
	function b(e) {
		return [(+e[0][0] + +e[1][0]) / 2, (+e[0][1] + +e[1][1]) / 2];
	}
	function x(e, n, r, i) {
		e.on("start.zoom", function() {
			S(this, arguments).event(i).start();
		}).on("interrupt.zoom end.zoom", function() {
			S(this, arguments).event(i).end();
		}).tween("zoom", function() {
			var e = this, a = arguments, o = S(e, a).event(i), s = t.apply(e, a), l = r == null ? b(s) : typeof r == "function" ? r.apply(e, a) : r, u = Math.max(s[1][0] - s[0][0], s[1][1] - s[0][1]), d = e.__zoom, f = typeof n == "function" ? n.apply(e, a) : n, p = c(d.invert(l).concat(u / d.k), f.invert(l).concat(u / f.k));
			return function(e) {
				if (e === 1) e = f;
				else {
					var t = p(e), n = u / t[2];
					e = new so(n, l[0] - t[0] * n, l[1] - t[1] * n);
				}
				o.zoom(null, e);
			};
		});
	}
	function S(e, t, n) {
		return !n && e.__zooming || new C(e, t);
	}
	function C(e, n) {
		this.that = e, this.args = n, this.active = 0, this.sourceEvent = null, this.extent = t.apply(e, n), this.taps = 0;
	}
	C.prototype = {
		event: function(e) {
			return e && (this.sourceEvent = e), this;
		},
		start: function() {
			return ++this.active === 1 && (this.that.__zooming = this, this.emit("start")), this;
		},
		zoom: function(e, t) {
			return this.mouse && e !== "mouse" && (this.mouse[1] = t.invert(this.mouse[0])), this.touch0 && e !== "touch" && (this.touch0[1] = t.invert(this.touch0[0])), this.touch1 && e !== "touch" && (this.touch1[1] = t.invert(this.touch1[0])), this.that.__zoom = t, this.emit("zoom"), this;
		},
		end: function() {
			return --this.active === 0 && (delete this.that.__zooming, this.emit("end")), this;
		},
		emit: function(e) {
			var t = Gt(this.that).datum();
			l.call(e, this.that, new oo(e, {
				sourceEvent: this.sourceEvent,
				target: _,
				transform: this.that.__zoom,
				dispatch: l
			}), t);
		}
	};
	function w(t, ...i) {
		if (!e.apply(this, arguments)) return;
		var s = S(this, i).event(t), c = this.__zoom, l = Math.max(a[0], Math.min(a[1], c.k * 2 ** r.apply(this, arguments))), u = Yt(t);
		if (s.wheel) (s.mouse[0][0] !== u[0] || s.mouse[0][1] !== u[1]) && (s.mouse[1] = c.invert(s.mouse[0] = u)), clearTimeout(s.wheel);
		else if (c.k === l) return;
		else s.mouse = [u, c.invert(u)], Xi(this), s.start();
		fo(t), s.wheel = setTimeout(d, m), s.zoom("mouse", n(y(v(c, l), s.mouse[0], s.mouse[1]), s.extent, o));
		function d() {
			s.wheel = null, s.end();
		}
	}
	function E(t, ...r) {
		if (f || !e.apply(this, arguments)) return;
		var i = t.currentTarget, a = S(this, r, !0).event(t), s = Gt(t.view).on("mousemove.zoom", d, !0).on("mouseup.zoom", p, !0), c = Yt(t, i), l = t.clientX, u = t.clientY;
		en(t.view), uo(t), a.mouse = [c, this.__zoom.invert(c)], Xi(this), a.start();
		function d(e) {
			if (fo(e), !a.moved) {
				var t = e.clientX - l, r = e.clientY - u;
				a.moved = t * t + r * r > h;
			}
			a.event(e).zoom("mouse", n(y(a.that.__zoom, a.mouse[0] = Yt(e, i), a.mouse[1]), a.extent, o));
		}
		function p(e) {
			s.on("mousemove.zoom mouseup.zoom", null), tn(e.view, a.moved), fo(e), a.event(e).end();
		}
	}
	function D(r, ...i) {
		if (e.apply(this, arguments)) {
			var a = this.__zoom, c = Yt(r.changedTouches ? r.changedTouches[0] : r, this), l = a.invert(c), u = a.k * (r.shiftKey ? .5 : 2), d = n(y(v(a, u), c, l), t.apply(this, i), o);
			fo(r), s > 0 ? Gt(this).transition().duration(s).call(x, d, c, r) : Gt(this).call(_.transform, d, c, r);
		}
	}
	function O(t, ...n) {
		if (e.apply(this, arguments)) {
			var r = t.touches, i = r.length, a = S(this, n, t.changedTouches.length === i).event(t), o, s, c, l;
			for (uo(t), s = 0; s < i; ++s) c = r[s], l = Yt(c, this), l = [
				l,
				this.__zoom.invert(l),
				c.identifier
			], a.touch0 ? !a.touch1 && a.touch0[2] !== l[2] && (a.touch1 = l, a.taps = 0) : (a.touch0 = l, o = !0, a.taps = 1 + !!u);
			u &&= clearTimeout(u), o && (a.taps < 2 && (d = l[0], u = setTimeout(function() {
				u = null;
			}, p)), Xi(this), a.start());
		}
	}
	function k(e, ...t) {
		if (this.__zooming) {
			var r = S(this, t).event(e), i = e.changedTouches, a = i.length, s, c, l, u;
			for (fo(e), s = 0; s < a; ++s) c = i[s], l = Yt(c, this), r.touch0 && r.touch0[2] === c.identifier ? r.touch0[0] = l : r.touch1 && r.touch1[2] === c.identifier && (r.touch1[0] = l);
			if (c = r.that.__zoom, r.touch1) {
				var d = r.touch0[0], f = r.touch0[1], p = r.touch1[0], m = r.touch1[1], h = (h = p[0] - d[0]) * h + (h = p[1] - d[1]) * h, g = (g = m[0] - f[0]) * g + (g = m[1] - f[1]) * g;
				c = v(c, Math.sqrt(h / g)), l = [(d[0] + p[0]) / 2, (d[1] + p[1]) / 2], u = [(f[0] + m[0]) / 2, (f[1] + m[1]) / 2];
			} else if (r.touch0) l = r.touch0[0], u = r.touch0[1];
			else return;
			r.zoom("touch", n(y(c, l, u), r.extent, o));
		}
	}
	function A(e, ...t) {
		if (this.__zooming) {
			var n = S(this, t).event(e), r = e.changedTouches, i = r.length, a, o;
			for (uo(e), f && clearTimeout(f), f = setTimeout(function() {
				f = null;
			}, p), a = 0; a < i; ++a) o = r[a], n.touch0 && n.touch0[2] === o.identifier ? delete n.touch0 : n.touch1 && n.touch1[2] === o.identifier && delete n.touch1;
			if (n.touch1 && !n.touch0 && (n.touch0 = n.touch1, delete n.touch1), n.touch0) n.touch0[1] = this.__zoom.invert(n.touch0[0]);
			else if (n.end(), n.taps === 2 && (o = Yt(o, this), Math.hypot(d[0] - o[0], d[1] - o[1]) < g)) {
				var s = Gt(this).on("dblclick.zoom");
				s && s.apply(this, arguments);
			}
		}
	}
	return _.wheelDelta = function(e) {
		return arguments.length ? (r = typeof e == "function" ? e : ao(+e), _) : r;
	}, _.filter = function(t) {
		return arguments.length ? (e = typeof t == "function" ? t : ao(!!t), _) : e;
	}, _.touchable = function(e) {
		return arguments.length ? (i = typeof e == "function" ? e : ao(!!e), _) : i;
	}, _.extent = function(e) {
		return arguments.length ? (t = typeof e == "function" ? e : ao([[+e[0][0], +e[0][1]], [+e[1][0], +e[1][1]]]), _) : t;
	}, _.scaleExtent = function(e) {
		return arguments.length ? (a[0] = +e[0], a[1] = +e[1], _) : [a[0], a[1]];
	}, _.translateExtent = function(e) {
		return arguments.length ? (o[0][0] = +e[0][0], o[1][0] = +e[1][0], o[0][1] = +e[0][1], o[1][1] = +e[1][1], _) : [[o[0][0], o[0][1]], [o[1][0], o[1][1]]];
	}, _.constrain = function(e) {
		return arguments.length ? (n = e, _) : n;
	}, _.duration = function(e) {
		return arguments.length ? (s = +e, _) : s;
	}, _.interpolate = function(e) {
		return arguments.length ? (c = e, _) : c;
	}, _.on = function() {
		var e = l.on.apply(l, arguments);
		return e === l ? _ : e;
	}, _.clickDistance = function(e) {
		return arguments.length ? (h = (e = +e) * e, _) : Math.sqrt(h);
	}, _.tapDistance = function(e) {
		return arguments.length ? (g = +e, _) : g;
	}, _;
}
// node_modules/@xyflow/system/dist/esm/index.js
var bo = {
	error001: (e = "react") => `Seems like you have not used ${e === "svelte" ? "SvelteFlowProvider" : "ReactFlowProvider"} as an ancestor. Help: https://${e}flow.dev/error#001`,
	error002: () => "It looks like you've created a new nodeTypes or edgeTypes object. If this wasn't on purpose please define the nodeTypes/edgeTypes outside of the component or memoize them.",
	error003: (e) => `Node type "${e}" not found. Using fallback type "default".`,
	error004: () => "The parent container needs a width and a height to render the graph.",
	error005: () => "Only child nodes can use a parent extent.",
	error006: () => "Can't create edge. An edge needs a source and a target.",
	error007: (e) => `The old edge with id=${e} does not exist.`,
	error009: (e) => `Marker type "${e}" doesn't exist.`,
	error008: (e, { id: t, sourceHandle: n, targetHandle: r }) => `Couldn't create edge for ${e} handle id: "${e === "source" ? n : r}", edge id: ${t}.`,
	error010: () => "Handle: No node id found. Make sure to only use a Handle inside a custom Node.",
	error011: (e) => `Edge type "${e}" not found. Using fallback type "default".`,
	error012: (e) => `Node with id "${e}" does not exist, it may have been removed. This can happen when a node is deleted before the "onNodeClick" handler is called.`,
	error013: (e = "react") => `It seems that you haven't loaded the styles. Please import '@xyflow/${e}/dist/style.css' or base.css to make sure everything is working properly.`,
	error014: () => "useNodeConnections: No node ID found. Call useNodeConnections inside a custom Node or provide a node ID.",
	error015: () => "It seems that you are trying to drag a node that is not initialized. Please use onNodesChange as explained in the docs.",
	error016: (e) => `Edge with id "${e}" does not exist, it may have been removed. This can happen when an edge is deleted before the "onEdgeClick" handler is called.`
}, xo = [[-Infinity, -Infinity], [Infinity, Infinity]], So = [
	"Enter",
	" ",
	"Escape"
], Co = {
	"node.a11yDescription.default": "Press enter or space to select a node. Press delete to remove it and escape to cancel.",
	"node.a11yDescription.keyboardDisabled": "Press enter or space to select a node. You can then use the arrow keys to move the node around. Press delete to remove it and escape to cancel.",
	"node.a11yDescription.ariaLiveMessage": ({ direction: e, x: t, y: n }) => `Moved selected node ${e}. New position, x: ${t}, y: ${n}`,
	"edge.a11yDescription.default": "Press enter or space to select an edge. You can then press delete to remove it or escape to cancel.",
	"controls.ariaLabel": "Control Panel",
	"controls.zoomIn.ariaLabel": "Zoom In",
	"controls.zoomOut.ariaLabel": "Zoom Out",
	"controls.fitView.ariaLabel": "Fit View",
	"controls.interactive.ariaLabel": "Toggle Interactivity",
	"minimap.ariaLabel": "Mini Map",
	"handle.ariaLabel": "Handle"
}, wo;
(function(e) {
	e.Strict = "strict", e.Loose = "loose";
})(wo ||= {});
var To;
(function(e) {
	e.Free = "free", e.Vertical = "vertical", e.Horizontal = "horizontal";
})(To ||= {});
var Eo;
(function(e) {
	e.Partial = "partial", e.Full = "full";
})(Eo ||= {});
var Do = {
	inProgress: !1,
	isValid: null,
	from: null,
	fromHandle: null,
	fromPosition: null,
	fromNode: null,
	to: null,
	toHandle: null,
	toPosition: null,
	toNode: null,
	pointer: null
}, Oo;
(function(e) {
	e.Bezier = "default", e.Straight = "straight", e.Step = "step", e.SmoothStep = "smoothstep", e.SimpleBezier = "simplebezier";
})(Oo ||= {});
var ko;
(function(e) {
	e.Arrow = "arrow", e.ArrowClosed = "arrowclosed";
})(ko ||= {});
var B;
(function(e) {
	e.Left = "left", e.Top = "top", e.Right = "right", e.Bottom = "bottom";
})(B ||= {});
var Ao = {
	[B.Left]: B.Right,
	[B.Right]: B.Left,
	[B.Top]: B.Bottom,
	[B.Bottom]: B.Top
}, jo = (e) => !!e && typeof e == "object" && "id" in e && "source" in e && "target" in e, Mo = (e) => !!e && typeof e == "object" && "id" in e && "position" in e && !("source" in e) && !("target" in e), No = (e) => !!e && typeof e == "object" && "id" in e && "internals" in e && !("source" in e) && !("target" in e), Po = (e, t = [0, 0]) => {
	let { width: n, height: r } = fs(e), i = e.origin ?? t, a = n * i[0], o = r * i[1];
	return {
		x: e.position.x - a,
		y: e.position.y - o
	};
}, Fo = (e, t = { nodeOrigin: [0, 0] }) => {
	if (e.length === 0) return {
		x: 0,
		y: 0,
		width: 0,
		height: 0
	};
	let n = !1, r = e.reduce((e, r) => {
		let i = typeof r == "string", a = !t.nodeLookup && !i ? r : void 0;
		return t.nodeLookup && (a = i ? t.nodeLookup.get(r) : No(r) ? r : t.nodeLookup.get(r.id)), a ? (n = !0, Ko(e, Xo(a, t.nodeOrigin))) : e;
	}, {
		x: Infinity,
		y: Infinity,
		x2: -Infinity,
		y2: -Infinity
	});
	return n ? Jo(r) : {
		x: 0,
		y: 0,
		width: 0,
		height: 0
	};
}, Io = (e, t = {}) => {
	let n = {
		x: Infinity,
		y: Infinity,
		x2: -Infinity,
		y2: -Infinity
	}, r = !1;
	return e.forEach((e) => {
		(t.filter === void 0 || t.filter(e)) && (n = Ko(n, Xo(e)), r = !0);
	}), r ? Jo(n) : {
		x: 0,
		y: 0,
		width: 0,
		height: 0
	};
}, Lo = (e, t, [n, r, i] = [
	0,
	0,
	1
], a = !1, o = !1) => {
	let s = (t.x - n) / i, c = (t.y - r) / i, l = t.width / i, u = t.height / i, d = [];
	for (let t of e.values()) {
		let { measured: e, selectable: n = !0, hidden: r = !1 } = t;
		if (o && !n || r) continue;
		let i = e.width ?? t.width ?? t.initialWidth ?? 0, f = e.height ?? t.height ?? t.initialHeight ?? 0, { x: p, y: m } = t.internals.positionAbsolute, h = Qo(s, c, l, u, p, m, i, f), g = i * f, _ = a && h > 0;
		(!t.internals.handleBounds || _ || h >= g || t.dragging) && d.push(t);
	}
	return d;
}, Ro = (e, t) => {
	let n = /* @__PURE__ */ new Set();
	return e.forEach((e) => {
		n.add(e.id);
	}), t.filter((e) => n.has(e.source) || n.has(e.target));
};
function zo(e, t) {
	let n = /* @__PURE__ */ new Map(), r = t?.nodes ? new Set(t.nodes.map((e) => e.id)) : null;
	return e.forEach((e) => {
		let i;
		if (t?.includeHiddenNodes) {
			let { width: t, height: n } = fs(e);
			i = t > 0 && n > 0;
		} else i = !!(e.measured.width && e.measured.height && !e.hidden);
		i && (!r || r.has(e.id)) && n.set(e.id, e);
	}), n;
}
async function Bo({ nodes: e, width: t, height: n, panZoom: r, minZoom: i, maxZoom: a }, o) {
	if (e.size === 0) return !0;
	let s = ls(Io(zo(e, o)), t, n, o?.minZoom ?? i, o?.maxZoom ?? a, o?.padding ?? .1);
	return await r.setViewport(s, {
		duration: o?.duration,
		ease: o?.ease,
		interpolate: o?.interpolate
	}), !0;
}
function Vo({ nodeId: e, nextPosition: t, nodeLookup: n, nodeOrigin: r = [0, 0], nodeExtent: i, onError: a }) {
	let o = n.get(e), s = o.parentId ? n.get(o.parentId) : void 0, { x: c, y: l } = s ? s.internals.positionAbsolute : {
		x: 0,
		y: 0
	}, u = o.origin ?? r, d = o.extent || i;
	if (o.extent === "parent" && !o.expandParent) {
		if (!s) a?.("005", bo.error005());
		else {
			let { width: e, height: t } = fs(s);
			e && t && (d = [[c, l], [c + e, l + t]]);
		}
	} else s && ds(o.extent) && (d = [[o.extent[0][0] + c, o.extent[0][1] + l], [o.extent[1][0] + c, o.extent[1][1] + l]]);
	let f = ds(d) ? H(t, d, o.measured) : t;
	return (o.measured.width === void 0 || o.measured.height === void 0) && a?.("015", bo.error015()), {
		position: {
			x: f.x - c + (o.measured.width ?? 0) * u[0],
			y: f.y - l + (o.measured.height ?? 0) * u[1]
		},
		positionAbsolute: f
	};
}
async function Ho({ nodesToRemove: e = [], edgesToRemove: t = [], nodes: n, edges: r, onBeforeDelete: i }) {
	let a = new Set(e.map((e) => e.id)), o = [];
	for (let e of n) {
		if (e.deletable === !1) continue;
		let t = a.has(e.id), n = !t && e.parentId && o.find((t) => t.id === e.parentId);
		(t || n) && o.push(e);
	}
	let s = new Set(t.map((e) => e.id)), c = r.filter((e) => e.deletable !== !1), l = Ro(o, c);
	for (let e of c) s.has(e.id) && !l.find((t) => t.id === e.id) && l.push(e);
	if (!i) return {
		edges: l,
		nodes: o
	};
	let u = await i({
		nodes: o,
		edges: l
	});
	return typeof u == "boolean" ? u ? {
		edges: l,
		nodes: o
	} : {
		edges: [],
		nodes: []
	} : u;
}
var V = (e, t = 0, n = 1) => Math.min(Math.max(e, t), n), H = (e = {
	x: 0,
	y: 0
}, t, n) => ({
	x: V(e.x, t[0][0], t[1][0] - (n?.width ?? 0)),
	y: V(e.y, t[0][1], t[1][1] - (n?.height ?? 0))
});
function Uo(e, t, n) {
	let { width: r, height: i } = fs(n), { x: a, y: o } = n.internals.positionAbsolute;
	return H(e, [[a, o], [a + r, o + i]], t);
}
var Wo = (e, t, n) => e < t ? V(Math.abs(e - t), 1, t) / t : e > n ? -V(Math.abs(e - n), 1, t) / t : 0, Go = (e, t, n = 15, r = 40) => [Wo(e.x, r, t.width - r) * n, Wo(e.y, r, t.height - r) * n], Ko = (e, t) => ({
	x: Math.min(e.x, t.x),
	y: Math.min(e.y, t.y),
	x2: Math.max(e.x2, t.x2),
	y2: Math.max(e.y2, t.y2)
}), qo = ({ x: e, y: t, width: n, height: r }) => ({
	x: e,
	y: t,
	x2: e + n,
	y2: t + r
}), Jo = ({ x: e, y: t, x2: n, y2: r }) => ({
	x: e,
	y: t,
	width: n - e,
	height: r - t
}), Yo = (e, t = [0, 0]) => {
	let { x: n, y: r } = No(e) ? e.internals.positionAbsolute : Po(e, t);
	return {
		x: n,
		y: r,
		width: e.measured?.width ?? e.width ?? e.initialWidth ?? 0,
		height: e.measured?.height ?? e.height ?? e.initialHeight ?? 0
	};
}, Xo = (e, t = [0, 0]) => {
	let { x: n, y: r } = No(e) ? e.internals.positionAbsolute : Po(e, t);
	return {
		x: n,
		y: r,
		x2: n + (e.measured?.width ?? e.width ?? e.initialWidth ?? 0),
		y2: r + (e.measured?.height ?? e.height ?? e.initialHeight ?? 0)
	};
}, Zo = (e, t) => Jo(Ko(qo(e), qo(t))), Qo = (e, t, n, r, i, a, o, s) => {
	let c = Math.max(0, Math.min(e + n, i + o) - Math.max(e, i)), l = Math.max(0, Math.min(t + r, a + s) - Math.max(t, a));
	return Math.ceil(c * l);
}, $o = (e, t) => Qo(e.x, e.y, e.width, e.height, t.x, t.y, t.width, t.height), es = (e) => ts(e.width) && ts(e.height) && ts(e.x) && ts(e.y), ts = (e) => !isNaN(e) && isFinite(e), ns = (e, t) => (e, t) => {}, rs = (e, t = [1, 1]) => ({
	x: t[0] * Math.round(e.x / t[0]),
	y: t[1] * Math.round(e.y / t[1])
}), is = ({ x: e, y: t }, [n, r, i], a = !1, o = [1, 1]) => {
	let s = {
		x: (e - n) / i,
		y: (t - r) / i
	};
	return a ? rs(s, o) : s;
}, as = ({ x: e, y: t }, [n, r, i]) => ({
	x: e * i + n,
	y: t * i + r
});
function os(e, t) {
	if (typeof e == "number") return Math.floor((t - t / (1 + e)) * .5);
	if (typeof e == "string" && e.endsWith("px")) {
		let t = parseFloat(e);
		if (!Number.isNaN(t)) return Math.floor(t);
	}
	if (typeof e == "string" && e.endsWith("%")) {
		let n = parseFloat(e);
		if (!Number.isNaN(n)) return Math.floor(t * n * .01);
	}
	return console.error(`The padding value "${e}" is invalid. Please provide a number or a string with a valid unit (px or %).`), 0;
}
function ss(e, t, n) {
	if (typeof e == "string" || typeof e == "number") {
		let r = os(e, n), i = os(e, t);
		return {
			top: r,
			right: i,
			bottom: r,
			left: i,
			x: i * 2,
			y: r * 2
		};
	}
	if (typeof e == "object") {
		let r = os(e.top ?? e.y ?? 0, n), i = os(e.bottom ?? e.y ?? 0, n), a = os(e.left ?? e.x ?? 0, t), o = os(e.right ?? e.x ?? 0, t);
		return {
			top: r,
			right: o,
			bottom: i,
			left: a,
			x: a + o,
			y: r + i
		};
	}
	return {
		top: 0,
		right: 0,
		bottom: 0,
		left: 0,
		x: 0,
		y: 0
	};
}
function cs(e, t, n, r, i, a) {
	let { x: o, y: s } = as(e, [
		t,
		n,
		r
	]), { x: c, y: l } = as({
		x: e.x + e.width,
		y: e.y + e.height
	}, [
		t,
		n,
		r
	]), u = i - c, d = a - l;
	return {
		left: Math.floor(o),
		top: Math.floor(s),
		right: Math.floor(u),
		bottom: Math.floor(d)
	};
}
var ls = (e, t, n, r, i, a) => {
	let o = ss(a, t, n), s = (t - o.x) / e.width, c = (n - o.y) / e.height, l = V(Math.min(s, c), r, i), u = e.x + e.width / 2, d = e.y + e.height / 2, f = t / 2 - u * l, p = n / 2 - d * l, m = cs(e, f, p, l, t, n), h = {
		left: Math.min(m.left - o.left, 0),
		top: Math.min(m.top - o.top, 0),
		right: Math.min(m.right - o.right, 0),
		bottom: Math.min(m.bottom - o.bottom, 0)
	};
	return {
		x: f - h.left + h.right,
		y: p - h.top + h.bottom,
		zoom: l
	};
}, us = () => typeof navigator < "u" && navigator?.userAgent?.indexOf("Mac") >= 0;
function ds(e) {
	return e != null && e !== "parent";
}
function fs(e) {
	return {
		width: e.measured?.width ?? e.width ?? e.initialWidth ?? 0,
		height: e.measured?.height ?? e.height ?? e.initialHeight ?? 0
	};
}
function ps(e) {
	return (e.measured?.width ?? e.width ?? e.initialWidth) !== void 0 && (e.measured?.height ?? e.height ?? e.initialHeight) !== void 0;
}
function ms(e, t = {
	width: 0,
	height: 0
}, n, r, i) {
	let a = { ...e }, o = r.get(n);
	if (o) {
		let e = o.origin || i;
		a.x += o.internals.positionAbsolute.x - (t.width ?? 0) * e[0], a.y += o.internals.positionAbsolute.y - (t.height ?? 0) * e[1];
	}
	return a;
}
function hs(e, t) {
	if (e.size !== t.size) return !1;
	for (let n of e) if (!t.has(n)) return !1;
	return !0;
}
function gs() {
	let e, t;
	return {
		promise: new Promise((n, r) => {
			e = n, t = r;
		}),
		resolve: e,
		reject: t
	};
}
function _s(e) {
	return {
		...Co,
		...e || {}
	};
}
function vs(e) {
	return e === null ? null : e ? "valid" : "invalid";
}
function ys(e, { snapGrid: t = [0, 0], snapToGrid: n = !1, transform: r, containerBounds: i }) {
	let { x: a, y: o } = Ts(e), s = is({
		x: a - (i?.left ?? 0),
		y: o - (i?.top ?? 0)
	}, r), { x: c, y: l } = n ? rs(s, t) : s;
	return {
		xSnapped: c,
		ySnapped: l,
		...s
	};
}
var bs = (e) => ({
	width: e.offsetWidth,
	height: e.offsetHeight
}), xs = (e) => e?.getRootNode?.() || window?.document, Ss = [
	"INPUT",
	"SELECT",
	"TEXTAREA"
];
function Cs(e) {
	let t = e.composedPath?.()?.[0] || e.target;
	return t?.nodeType === 1 ? Ss.includes(t.nodeName) || t.hasAttribute("contenteditable") || !!t.closest(".nokey") : !1;
}
var ws = (e) => "clientX" in e, Ts = (e, t) => {
	let n = ws(e), r = n ? e.clientX : e.touches?.[0].clientX, i = n ? e.clientY : e.touches?.[0].clientY;
	return {
		x: r - (t?.left ?? 0),
		y: i - (t?.top ?? 0)
	};
}, Es = (e, t, n, r, i) => {
	let a = t.querySelectorAll(`.${e}`);
	return !a || !a.length ? null : Array.from(a).map((t) => {
		let a = t.getBoundingClientRect();
		return {
			id: t.getAttribute("data-handleid"),
			type: e,
			nodeId: i,
			position: t.getAttribute("data-handlepos"),
			x: (a.left - n.left) / r,
			y: (a.top - n.top) / r,
			...bs(t)
		};
	});
};
function Ds({ sourceX: e, sourceY: t, targetX: n, targetY: r, sourceControlX: i, sourceControlY: a, targetControlX: o, targetControlY: s }) {
	let c = e * .125 + i * .375 + o * .375 + n * .125, l = t * .125 + a * .375 + s * .375 + r * .125;
	return [
		c,
		l,
		Math.abs(c - e),
		Math.abs(l - t)
	];
}
function Os(e, t) {
	return e >= 0 ? .5 * e : t * 25 * Math.sqrt(-e);
}
function ks({ pos: e, x1: t, y1: n, x2: r, y2: i, c: a }) {
	switch (e) {
		case B.Left: return [t - Os(t - r, a), n];
		case B.Right: return [t + Os(r - t, a), n];
		case B.Top: return [t, n - Os(n - i, a)];
		case B.Bottom: return [t, n + Os(i - n, a)];
	}
}
function As({ sourceX: e, sourceY: t, sourcePosition: n = B.Bottom, targetX: r, targetY: i, targetPosition: a = B.Top, curvature: o = .25 }) {
	let [s, c] = ks({
		pos: n,
		x1: e,
		y1: t,
		x2: r,
		y2: i,
		c: o
	}), [l, u] = ks({
		pos: a,
		x1: r,
		y1: i,
		x2: e,
		y2: t,
		c: o
	}), [d, f, p, m] = Ds({
		sourceX: e,
		sourceY: t,
		targetX: r,
		targetY: i,
		sourceControlX: s,
		sourceControlY: c,
		targetControlX: l,
		targetControlY: u
	});
	return [
		`M${e},${t} C${s},${c} ${l},${u} ${r},${i}`,
		d,
		f,
		p,
		m
	];
}
function js({ sourceX: e, sourceY: t, targetX: n, targetY: r }) {
	let i = Math.abs(n - e) / 2, a = n < e ? n + i : n - i, o = Math.abs(r - t) / 2;
	return [
		a,
		r < t ? r + o : r - o,
		i,
		o
	];
}
function Ms({ sourceNode: e, targetNode: t, selected: n = !1, zIndex: r = 0, elevateOnSelect: i = !1, zIndexMode: a = "basic" }) {
	return a === "manual" ? r : (i && n ? r + 1e3 : r) + Math.max(e.parentId || i && e.selected ? e.internals.z : 0, t.parentId || i && t.selected ? t.internals.z : 0);
}
function Ns({ sourceNode: e, targetNode: t, width: n, height: r, transform: i }) {
	let a = Ko(Xo(e), Xo(t));
	return a.x === a.x2 && (a.x2 += 1), a.y === a.y2 && (a.y2 += 1), $o({
		x: -i[0] / i[2],
		y: -i[1] / i[2],
		width: n / i[2],
		height: r / i[2]
	}, Jo(a)) > 0;
}
var Ps = ({ source: e, sourceHandle: t, target: n, targetHandle: r }) => `xy-edge__${e}${t || ""}-${n}${r || ""}`, Fs = (e, t) => t.some((t) => t.source === e.source && t.target === e.target && (t.sourceHandle === e.sourceHandle || !t.sourceHandle && !e.sourceHandle) && (t.targetHandle === e.targetHandle || !t.targetHandle && !e.targetHandle)), Is = (e, t, n = {}) => {
	if (!e.source || !e.target) return n.onError?.("006", bo.error006()), t;
	let r = n.getEdgeId || Ps, i;
	return i = jo(e) ? { ...e } : {
		...e,
		id: r(e)
	}, Fs(i, t) ? t : (i.sourceHandle === null && delete i.sourceHandle, i.targetHandle === null && delete i.targetHandle, t.concat(i));
};
function Ls({ sourceX: e, sourceY: t, targetX: n, targetY: r }) {
	let [i, a, o, s] = js({
		sourceX: e,
		sourceY: t,
		targetX: n,
		targetY: r
	});
	return [
		`M ${e},${t}L ${n},${r}`,
		i,
		a,
		o,
		s
	];
}
var Rs = {
	[B.Left]: {
		x: -1,
		y: 0
	},
	[B.Right]: {
		x: 1,
		y: 0
	},
	[B.Top]: {
		x: 0,
		y: -1
	},
	[B.Bottom]: {
		x: 0,
		y: 1
	}
}, zs = ({ source: e, sourcePosition: t = B.Bottom, target: n }) => t === B.Left || t === B.Right ? e.x < n.x ? {
	x: 1,
	y: 0
} : {
	x: -1,
	y: 0
} : e.y < n.y ? {
	x: 0,
	y: 1
} : {
	x: 0,
	y: -1
}, Bs = (e, t) => Math.sqrt((t.x - e.x) ** 2 + (t.y - e.y) ** 2), Vs = (e, t, n) => e.x === t.x && t.x === n.x && (t.y - e.y) * (n.y - t.y) >= 0 || e.y === t.y && t.y === n.y && (t.x - e.x) * (n.x - t.x) >= 0;
function Hs({ source: e, sourcePosition: t = B.Bottom, target: n, targetPosition: r = B.Top, center: i, offset: a, stepPosition: o }) {
	let s = Rs[t], c = Rs[r], l = {
		x: e.x + s.x * a,
		y: e.y + s.y * a
	}, u = {
		x: n.x + c.x * a,
		y: n.y + c.y * a
	}, d = zs({
		source: l,
		sourcePosition: t,
		target: u
	}), f = d.x === 0 ? "y" : "x", p = d[f], m = [], h, g, _ = {
		x: 0,
		y: 0
	}, v = {
		x: 0,
		y: 0
	}, [, , y, b] = js({
		sourceX: e.x,
		sourceY: e.y,
		targetX: n.x,
		targetY: n.y
	});
	if (s[f] * c[f] === -1) {
		f === "x" ? (h = i.x ?? l.x + (u.x - l.x) * o, g = i.y ?? (l.y + u.y) / 2) : (h = i.x ?? (l.x + u.x) / 2, g = i.y ?? l.y + (u.y - l.y) * o);
		let e = [{
			x: h,
			y: l.y
		}, {
			x: h,
			y: u.y
		}], t = [{
			x: l.x,
			y: g
		}, {
			x: u.x,
			y: g
		}];
		m = s[f] === p ? f === "x" ? e : t : f === "x" ? t : e;
	} else {
		let i = [{
			x: l.x,
			y: u.y
		}], o = [{
			x: u.x,
			y: l.y
		}];
		if (m = f === "x" ? s.x === p ? o : i : s.y === p ? i : o, t === r) {
			let t = Math.abs(e[f] - n[f]);
			if (t <= a) {
				let r = Math.min(a - 1, a - t);
				s[f] === p ? _[f] = (l[f] > e[f] ? -1 : 1) * r : v[f] = (u[f] > n[f] ? -1 : 1) * r;
			}
		}
		if (t !== r) {
			let e = f === "x" ? "y" : "x", t = s[f] === c[e], n = l[e] > u[e], r = l[e] < u[e];
			(s[f] === 1 && (!t && n || t && r) || s[f] !== 1 && (!t && r || t && n)) && (m = f === "x" ? i : o);
		}
		let d = {
			x: l.x + _.x,
			y: l.y + _.y
		}, y = {
			x: u.x + v.x,
			y: u.y + v.y
		};
		Math.max(Math.abs(d.x - m[0].x), Math.abs(y.x - m[0].x)) >= Math.max(Math.abs(d.y - m[0].y), Math.abs(y.y - m[0].y)) ? (h = (d.x + y.x) / 2, g = m[0].y) : (h = m[0].x, g = (d.y + y.y) / 2);
	}
	let x = {
		x: l.x + _.x,
		y: l.y + _.y
	}, S = {
		x: u.x + v.x,
		y: u.y + v.y
	}, C = [];
	for (let t of [
		e,
		x,
		...m,
		S,
		n
	]) {
		let [e, n] = C.slice(-2);
		n && Vs(e, n, t) && C.pop(), C.push(t);
	}
	return [
		C,
		h,
		g,
		y,
		b
	];
}
function Us(e, t, n, r) {
	let i = Math.min(Bs(e, t) / 2, Bs(t, n) / 2, r), { x: a, y: o } = t;
	if (e.x === a && a === n.x || e.y === o && o === n.y) return `L${a} ${o}`;
	if (e.y === o) {
		let t = e.x < n.x ? -1 : 1, r = e.y < n.y ? 1 : -1;
		return `L ${a + i * t},${o}Q ${a},${o} ${a},${o + i * r}`;
	}
	let s = e.x < n.x ? 1 : -1;
	return `L ${a},${o + i * (e.y < n.y ? -1 : 1)}Q ${a},${o} ${a + i * s},${o}`;
}
function Ws({ sourceX: e, sourceY: t, sourcePosition: n = B.Bottom, targetX: r, targetY: i, targetPosition: a = B.Top, borderRadius: o = 5, centerX: s, centerY: c, offset: l = 20, stepPosition: u = .5 }) {
	let [d, f, p, m, h] = Hs({
		source: {
			x: e,
			y: t
		},
		sourcePosition: n,
		target: {
			x: r,
			y: i
		},
		targetPosition: a,
		center: {
			x: s,
			y: c
		},
		offset: l,
		stepPosition: u
	}), g = `M${d[0].x} ${d[0].y}`;
	for (let e = 1; e < d.length - 1; e++) g += Us(d[e - 1], d[e], d[e + 1], o);
	return g += `L${d[d.length - 1].x} ${d[d.length - 1].y}`, [
		g,
		f,
		p,
		m,
		h
	];
}
function Gs(e) {
	return e && !!(e.internals.handleBounds || e.handles?.length) && !!(e.measured.width || e.width || e.initialWidth);
}
function Ks(e) {
	let { sourceNode: t, targetNode: n } = e;
	if (!Gs(t) || !Gs(n)) return null;
	let r = t.internals.handleBounds || qs(t.handles), i = n.internals.handleBounds || qs(n.handles), a = Ys(r?.source ?? [], e.sourceHandle), o = Ys(e.connectionMode === wo.Strict ? i?.target ?? [] : (i?.target ?? []).concat(i?.source ?? []), e.targetHandle);
	if (!a || !o) return e.onError?.("008", bo.error008(a ? "target" : "source", {
		id: e.id,
		sourceHandle: e.sourceHandle,
		targetHandle: e.targetHandle
	})), null;
	let s = a?.position || B.Bottom, c = o?.position || B.Top, l = Js(t, a, s), u = Js(n, o, c);
	return {
		sourceX: l.x,
		sourceY: l.y,
		targetX: u.x,
		targetY: u.y,
		sourcePosition: s,
		targetPosition: c
	};
}
function qs(e) {
	if (!e) return null;
	let t = [], n = [];
	for (let r of e) r.width = r.width ?? 1, r.height = r.height ?? 1, r.type === "source" ? t.push(r) : r.type === "target" && n.push(r);
	return {
		source: t,
		target: n
	};
}
function Js(e, t, n = B.Left, r = !1) {
	let i = (t?.x ?? 0) + e.internals.positionAbsolute.x, a = (t?.y ?? 0) + e.internals.positionAbsolute.y, { width: o, height: s } = t ?? fs(e);
	if (r) return {
		x: i + o / 2,
		y: a + s / 2
	};
	switch (t?.position ?? n) {
		case B.Top: return {
			x: i + o / 2,
			y: a
		};
		case B.Right: return {
			x: i + o,
			y: a + s / 2
		};
		case B.Bottom: return {
			x: i + o / 2,
			y: a + s
		};
		case B.Left: return {
			x: i,
			y: a + s / 2
		};
	}
}
function Ys(e, t) {
	return e && (t ? e.find((e) => e.id === t) : e[0]) || null;
}
function Xs(e, t) {
	return e ? typeof e == "string" ? e : `${t ? `${t}__` : ""}${Object.keys(e).sort().map((t) => `${t}=${e[t]}`).join("&")}` : "";
}
function Zs(e, { id: t, defaultColor: n, defaultMarkerStart: r, defaultMarkerEnd: i }) {
	let a = /* @__PURE__ */ new Set();
	return e.reduce((e, o) => ([o.markerStart || r, o.markerEnd || i].forEach((r) => {
		if (r && typeof r == "object") {
			let i = Xs(r, t);
			a.has(i) || (e.push({
				id: i,
				color: r.color || n,
				...r
			}), a.add(i));
		}
	}), e), []).sort((e, t) => e.id.localeCompare(t.id));
}
var Qs = 1e3, $s = 10, ec = {
	nodeOrigin: [0, 0],
	nodeExtent: xo,
	elevateNodesOnSelect: !0,
	zIndexMode: "basic",
	defaults: {}
}, tc = {
	...ec,
	checkEquality: !0
};
function nc(e, t) {
	let n = { ...e };
	for (let e in t) t[e] !== void 0 && (n[e] = t[e]);
	return n;
}
function rc(e, t, n) {
	let r = nc(ec, n);
	for (let n of e.values()) if (n.parentId) cc(n, e, t, r);
	else {
		let e = H(Po(n, r.nodeOrigin), ds(n.extent) ? n.extent : r.nodeExtent, fs(n));
		n.internals.positionAbsolute = e;
	}
}
function ic(e, t) {
	if (!e.handles) return e.measured ? t?.internals.handleBounds : void 0;
	let n = [], r = [];
	for (let t of e.handles) {
		let i = {
			id: t.id,
			width: t.width ?? 1,
			height: t.height ?? 1,
			nodeId: e.id,
			x: t.x,
			y: t.y,
			position: t.position,
			type: t.type
		};
		t.type === "source" ? n.push(i) : t.type === "target" && r.push(i);
	}
	return {
		source: n,
		target: r
	};
}
function ac(e) {
	return e === "manual";
}
function oc(e, t, n, r = {}) {
	let i = nc(tc, r), a = { i: 0 }, o = new Map(t), s = i?.elevateNodesOnSelect && !ac(i.zIndexMode) ? Qs : 0, c = e.length > 0, l = !1;
	t.clear(), n.clear();
	for (let u of e) {
		let e = o.get(u.id);
		if (i.checkEquality && u === e?.internals.userNode) t.set(u.id, e);
		else {
			let n = H(Po(u, i.nodeOrigin), ds(u.extent) ? u.extent : i.nodeExtent, fs(u));
			e = {
				...i.defaults,
				...u,
				measured: {
					width: u.measured?.width,
					height: u.measured?.height
				},
				internals: {
					positionAbsolute: n,
					handleBounds: ic(u, e),
					z: lc(u, s, i.zIndexMode),
					userNode: u
				}
			}, t.set(u.id, e);
		}
		e.measured !== void 0 && e.measured.width !== void 0 && e.measured.height !== void 0 || e.hidden || (c = !1), u.parentId && cc(e, t, n, r, a), l ||= u.selected ?? !1;
	}
	return {
		nodesInitialized: c,
		hasSelectedNodes: l
	};
}
function sc(e, t) {
	if (!e.parentId) return;
	let n = t.get(e.parentId);
	n ? n.set(e.id, e) : t.set(e.parentId, /* @__PURE__ */ new Map([[e.id, e]]));
}
function cc(e, t, n, r, i) {
	let { elevateNodesOnSelect: a, nodeOrigin: o, nodeExtent: s, zIndexMode: c } = nc(ec, r), l = e.parentId, u = t.get(l);
	if (!u) {
		console.warn(`Parent node ${l} not found. Please make sure that parent nodes are in front of their child nodes in the nodes array.`);
		return;
	}
	sc(e, n), i && !u.parentId && u.internals.rootParentIndex === void 0 && c === "auto" && (u.internals.rootParentIndex = ++i.i, u.internals.z = u.internals.z + i.i * $s), i && u.internals.rootParentIndex !== void 0 && (i.i = u.internals.rootParentIndex);
	let { x: d, y: f, z: p } = uc(e, u, o, s, a && !ac(c) ? Qs : 0, c), { positionAbsolute: m } = e.internals, h = d !== m.x || f !== m.y;
	(h || p !== e.internals.z) && t.set(e.id, {
		...e,
		internals: {
			...e.internals,
			positionAbsolute: h ? {
				x: d,
				y: f
			} : m,
			z: p
		}
	});
}
function lc(e, t, n) {
	let r = ts(e.zIndex) ? e.zIndex : 0;
	return ac(n) ? r : r + (e.selected ? t : 0);
}
function uc(e, t, n, r, i, a) {
	let { x: o, y: s } = t.internals.positionAbsolute, c = fs(e), l = Po(e, n), u = ds(e.extent) ? H(l, e.extent, c) : l, d = H({
		x: o + u.x,
		y: s + u.y
	}, r, c);
	e.extent === "parent" && (d = Uo(d, c, t));
	let f = lc(e, i, a), p = t.internals.z ?? 0;
	return {
		x: d.x,
		y: d.y,
		z: p >= f ? p + 1 : f
	};
}
function dc(e, t, n, r = [0, 0]) {
	let i = [], a = /* @__PURE__ */ new Map();
	for (let n of e) {
		let e = t.get(n.parentId);
		if (!e) continue;
		let r = Zo(a.get(n.parentId)?.expandedRect ?? Yo(e), n.rect);
		a.set(n.parentId, {
			expandedRect: r,
			parent: e
		});
	}
	return a.size > 0 && a.forEach(({ expandedRect: t, parent: a }, o) => {
		let s = a.internals.positionAbsolute, c = fs(a), l = a.origin ?? r, u = t.x < s.x ? Math.round(Math.abs(s.x - t.x)) : 0, d = t.y < s.y ? Math.round(Math.abs(s.y - t.y)) : 0, f = Math.max(c.width, Math.round(t.width)), p = Math.max(c.height, Math.round(t.height)), m = (f - c.width) * l[0], h = (p - c.height) * l[1];
		(u > 0 || d > 0 || m || h) && (i.push({
			id: o,
			type: "position",
			position: {
				x: a.position.x - u + m,
				y: a.position.y - d + h
			}
		}), n.get(o)?.forEach((t) => {
			e.some((e) => e.id === t.id) || i.push({
				id: t.id,
				type: "position",
				position: {
					x: t.position.x + u,
					y: t.position.y + d
				}
			});
		})), (c.width < t.width || c.height < t.height || u || d) && i.push({
			id: o,
			type: "dimensions",
			setAttributes: !0,
			dimensions: {
				width: f + (u ? l[0] * u - m : 0),
				height: p + (d ? l[1] * d - h : 0)
			}
		});
	}), i;
}
function fc(e, t, n, r, i, a, o) {
	let s = r?.querySelector(".xyflow__viewport"), c = !1;
	if (!s) return {
		changes: [],
		updatedInternals: c
	};
	let l = [], u = window.getComputedStyle(s), { m22: d } = new window.DOMMatrixReadOnly(u.transform), f = [];
	for (let r of e.values()) {
		let e = t.get(r.id);
		if (!e) continue;
		if (e.hidden) {
			t.set(e.id, {
				...e,
				internals: {
					...e.internals,
					handleBounds: void 0
				}
			}), c = !0;
			continue;
		}
		let s = bs(r.nodeElement), u = e.measured.width !== s.width || e.measured.height !== s.height;
		if (s.width && s.height && (u || !e.internals.handleBounds || r.force)) {
			let p = r.nodeElement.getBoundingClientRect(), m = ds(e.extent) ? e.extent : a, { positionAbsolute: h } = e.internals;
			if (e.parentId && e.extent === "parent") {
				let n = t.get(e.parentId);
				n && (h = Uo(h, s, n));
			} else m && (h = H(h, m, s));
			let g = {
				...e,
				measured: s,
				internals: {
					...e.internals,
					positionAbsolute: h,
					handleBounds: {
						source: Es("source", r.nodeElement, p, d, e.id),
						target: Es("target", r.nodeElement, p, d, e.id)
					}
				}
			};
			t.set(e.id, g), e.parentId && cc(g, t, n, {
				nodeOrigin: i,
				zIndexMode: o
			}), c = !0, u && (l.push({
				id: e.id,
				type: "dimensions",
				dimensions: s
			}), e.expandParent && e.parentId && f.push({
				id: e.id,
				parentId: e.parentId,
				rect: Yo(g, i)
			}));
		}
	}
	if (f.length > 0) {
		let e = dc(f, t, n, i);
		l.push(...e);
	}
	return {
		changes: l,
		updatedInternals: c
	};
}
async function pc({ delta: e, panZoom: t, transform: n, translateExtent: r, width: i, height: a }) {
	if (!t || !e.x && !e.y) return !1;
	let o = await t.setViewportConstrained({
		x: n[0] + e.x,
		y: n[1] + e.y,
		zoom: n[2]
	}, [[0, 0], [i, a]], r);
	return !!o && (o.x !== n[0] || o.y !== n[1] || o.k !== n[2]);
}
function mc(e, t, n, r, i, a) {
	let o = i, s = r.get(o) || /* @__PURE__ */ new Map();
	r.set(o, s.set(n, t)), o = `${i}-${e}`;
	let c = r.get(o) || /* @__PURE__ */ new Map();
	if (r.set(o, c.set(n, t)), a) {
		o = `${i}-${e}-${a}`;
		let s = r.get(o) || /* @__PURE__ */ new Map();
		r.set(o, s.set(n, t));
	}
}
function hc(e, t, n) {
	e.clear(), t.clear();
	for (let r of n) {
		let { source: n, target: i, sourceHandle: a = null, targetHandle: o = null } = r, s = {
			edgeId: r.id,
			source: n,
			target: i,
			sourceHandle: a,
			targetHandle: o
		}, c = `${n}-${a}--${i}-${o}`;
		mc("source", s, `${i}-${o}--${n}-${a}`, e, n, a), mc("target", s, c, e, i, o), t.set(r.id, r);
	}
}
function gc(e, t) {
	if (!e.parentId) return !1;
	let n = t.get(e.parentId);
	return n ? n.selected ? !0 : gc(n, t) : !1;
}
function _c(e, t, n) {
	let r = e;
	do {
		if (r?.matches?.(t)) return !0;
		if (r === n) return !1;
		r = r?.parentElement;
	} while (r);
	return !1;
}
function vc(e, t, n, r, i) {
	let a = /* @__PURE__ */ new Map();
	for (let [o, s] of e) if ((i ? s.id === r : s.selected || s.id === r) && (i || !s.parentId || !gc(s, e)) && (s.draggable || t && s.draggable === void 0)) {
		let t = e.get(o);
		t && a.set(o, {
			id: o,
			position: t.position || {
				x: 0,
				y: 0
			},
			distance: {
				x: n.x - t.internals.positionAbsolute.x,
				y: n.y - t.internals.positionAbsolute.y
			},
			extent: t.extent,
			parentId: t.parentId,
			origin: t.origin,
			expandParent: t.expandParent,
			internals: { positionAbsolute: t.internals.positionAbsolute || {
				x: 0,
				y: 0
			} },
			measured: {
				width: t.measured.width ?? 0,
				height: t.measured.height ?? 0
			}
		});
	}
	return a;
}
function yc({ nodeId: e, dragItems: t, nodeLookup: n, dragging: r = !0 }) {
	let i = [];
	for (let [e, a] of t) {
		let t = n.get(e)?.internals.userNode;
		t && i.push({
			...t,
			position: a.position,
			dragging: r
		});
	}
	if (!e) return [i[0], i];
	let a = n.get(e)?.internals.userNode;
	return [a ? {
		...a,
		position: t.get(e)?.position || a.position,
		dragging: r
	} : i[0], i];
}
function bc({ dragItems: e, snapGrid: t, x: n, y: r }) {
	let i = e.values().next().value;
	if (!i) return null;
	let a = {
		x: n - i.distance.x,
		y: r - i.distance.y
	}, o = rs(a, t);
	return {
		x: o.x - a.x,
		y: o.y - a.y
	};
}
function xc({ onNodeMouseDown: e, getStoreItems: t, onDragStart: n, onDrag: r, onDragStop: i }) {
	let a = {
		x: null,
		y: null
	}, o = 0, s = /* @__PURE__ */ new Map(), c = !1, l = {
		x: 0,
		y: 0
	}, u = null, d = !1, f = null, p = !1, m = !1, h = null;
	function g({ noDragClassName: g, handleSelector: _, domNode: v, isSelectable: y, nodeId: b, nodeClickDistance: x = 0 }) {
		f = Gt(v);
		function S({ x: e, y: n }) {
			let { nodeLookup: i, nodeExtent: o, snapGrid: c, snapToGrid: l, nodeOrigin: u, onNodeDrag: d, onSelectionDrag: f, onError: p, updateNodePositions: g } = t();
			a = {
				x: e,
				y: n
			};
			let _ = !1, v = s.size > 1, y = v && o ? qo(Io(s)) : null, x = v && l ? bc({
				dragItems: s,
				snapGrid: c,
				x: e,
				y: n
			}) : null;
			for (let [t, r] of s) {
				if (!i.has(t)) continue;
				let a = {
					x: e - r.distance.x,
					y: n - r.distance.y
				};
				l && (a = x ? {
					x: Math.round(a.x + x.x),
					y: Math.round(a.y + x.y)
				} : rs(a, c));
				let s = null;
				if (v && o && !r.extent && y) {
					let { positionAbsolute: e } = r.internals, t = e.x - y.x + o[0][0], n = e.x + r.measured.width - y.x2 + o[1][0], i = e.y - y.y + o[0][1], a = e.y + r.measured.height - y.y2 + o[1][1];
					s = [[t, i], [n, a]];
				}
				let { position: d, positionAbsolute: f } = Vo({
					nodeId: t,
					nextPosition: a,
					nodeLookup: i,
					nodeExtent: s || o,
					nodeOrigin: u,
					onError: p
				});
				_ = _ || r.position.x !== d.x || r.position.y !== d.y, r.position = d, r.internals.positionAbsolute = f;
			}
			if (m ||= _, _ && (g(s, !0), h && (r || d || !b && f))) {
				let [e, t] = yc({
					nodeId: b,
					dragItems: s,
					nodeLookup: i
				});
				r?.(h, s, e, t), d?.(h, e, t), b || f?.(h, t);
			}
		}
		async function C() {
			if (!u) return;
			let { transform: e, panBy: n, autoPanSpeed: r, autoPanOnNodeDrag: i } = t();
			if (!i) {
				c = !1, cancelAnimationFrame(o);
				return;
			}
			let [s, d] = Go(l, u, r);
			(s !== 0 || d !== 0) && (a.x = (a.x ?? 0) - s / e[2], a.y = (a.y ?? 0) - d / e[2], await n({
				x: s,
				y: d
			}) && S(a)), o = requestAnimationFrame(C);
		}
		function w(r) {
			let { nodeLookup: i, multiSelectionActive: o, nodesDraggable: c, transform: l, snapGrid: f, snapToGrid: p, selectNodesOnDrag: m, onNodeDragStart: h, onSelectionDragStart: g, unselectNodesAndEdges: _ } = t();
			d = !0;
			let v = !!b && !o && !i.get(b)?.selected;
			m && y || o || !b || i.get(b)?.selected || _(), y && m && b && e?.(b);
			let x = ys(r.sourceEvent, {
				transform: l,
				snapGrid: f,
				snapToGrid: p,
				containerBounds: u
			});
			if (a = x, s = vc(i, c, x, b, v), s.size > 0 && (n || h || !b && g)) {
				let [e, t] = yc({
					nodeId: b,
					dragItems: s,
					nodeLookup: i
				});
				n?.(r.sourceEvent, s, e, t), h?.(r.sourceEvent, e, t), b || g?.(r.sourceEvent, t);
			}
		}
		let T = ln().clickDistance(x).on("start", (e) => {
			let { domNode: n, nodeDragThreshold: r, transform: i, snapGrid: o, snapToGrid: s } = t();
			u = n?.getBoundingClientRect() || null, p = !1, m = !1, h = e.sourceEvent, r === 0 && w(e), a = ys(e.sourceEvent, {
				transform: i,
				snapGrid: o,
				snapToGrid: s,
				containerBounds: u
			}), l = Ts(e.sourceEvent, u);
		}).on("drag", (e) => {
			let { autoPanOnNodeDrag: n, transform: r, snapGrid: i, snapToGrid: o, nodeDragThreshold: f, nodeLookup: m } = t(), g = ys(e.sourceEvent, {
				transform: r,
				snapGrid: i,
				snapToGrid: o,
				containerBounds: u
			});
			if (h = e.sourceEvent, (e.sourceEvent.type === "touchmove" && e.sourceEvent.touches.length > 1 || b && !m.has(b)) && (p = !0), !p) {
				if (!c && n && d && (c = !0, C()), !d) {
					let t = Ts(e.sourceEvent, u), n = t.x - l.x, r = t.y - l.y;
					Math.sqrt(n * n + r * r) > f && w(e);
				}
				(a.x !== g.xSnapped || a.y !== g.ySnapped) && s && d && (l = Ts(e.sourceEvent, u), S(g));
			}
		}).on("end", (e) => {
			if (!d || p) p && s.size > 0 && t().updateNodePositions(s, !1);
			else if (c = !1, d = !1, cancelAnimationFrame(o), s.size > 0) {
				let { nodeLookup: n, updateNodePositions: r, onNodeDragStop: a, onSelectionDragStop: o } = t();
				if (m &&= (r(s, !1), !1), i || a || !b && o) {
					let [t, r] = yc({
						nodeId: b,
						dragItems: s,
						nodeLookup: n,
						dragging: !1
					});
					i?.(e.sourceEvent, s, t, r), a?.(e.sourceEvent, t, r), b || o?.(e.sourceEvent, r);
				}
			}
		}).filter((e) => {
			let t = e.target;
			return !e.button && (!g || !_c(t, `.${g}`, v)) && (!_ || _c(t, _, v));
		});
		f.call(T);
	}
	function _() {
		f?.on(".drag", null);
	}
	return {
		update: g,
		destroy: _
	};
}
function Sc(e, t, n) {
	let r = [], i = {
		x: e.x - n,
		y: e.y - n,
		width: n * 2,
		height: n * 2
	};
	for (let e of t.values()) $o(i, Yo(e)) > 0 && r.push(e);
	return r;
}
var Cc = 250;
function wc(e, t, n, r) {
	let i = [], a = Infinity, o = Sc(e, n, t + Cc);
	for (let n of o) {
		let o = [...n.internals.handleBounds?.source ?? [], ...n.internals.handleBounds?.target ?? []];
		for (let s of o) {
			if (r.nodeId === s.nodeId && r.type === s.type && r.id === s.id) continue;
			let { x: o, y: c } = Js(n, s, s.position, !0), l = Math.sqrt((o - e.x) ** 2 + (c - e.y) ** 2);
			l > t || (l < a ? (i = [{
				...s,
				x: o,
				y: c
			}], a = l) : l === a && i.push({
				...s,
				x: o,
				y: c
			}));
		}
	}
	if (!i.length) return null;
	if (i.length > 1) {
		let e = r.type === "source" ? "target" : "source";
		return i.find((t) => t.type === e) ?? i[0];
	}
	return i[0];
}
function Tc(e, t, n, r, i, a = !1) {
	let o = r.get(e);
	if (!o) return null;
	let s = i === "strict" ? o.internals.handleBounds?.[t] : [...o.internals.handleBounds?.source ?? [], ...o.internals.handleBounds?.target ?? []], c = (n ? s?.find((e) => e.id === n) : s?.[0]) ?? null;
	return c && a ? {
		...c,
		...Js(o, c, c.position, !0)
	} : c;
}
function Ec(e, t) {
	return e || (t?.classList.contains("target") ? "target" : t?.classList.contains("source") ? "source" : null);
}
function Dc(e, t) {
	let n = null;
	return t ? n = !0 : e && !t && (n = !1), n;
}
var Oc = () => !0;
function kc(e, { connectionMode: t, connectionRadius: n, handleId: r, nodeId: i, edgeUpdaterType: a, isTarget: o, domNode: s, nodeLookup: c, lib: l, autoPanOnConnect: u, flowId: d, panBy: f, cancelConnection: p, onConnectStart: m, onConnect: h, onConnectEnd: g, isValidConnection: _ = Oc, onReconnectEnd: v, updateConnection: y, getTransform: b, getFromHandle: x, autoPanSpeed: S, dragThreshold: C = 1, handleDomNode: w }) {
	let T = xs(e.target), E = 0, D, { x: O, y: k } = Ts(e), A = Ec(a, w), j = s?.getBoundingClientRect(), M = !1;
	if (!j || !A) return;
	let ee = Tc(i, A, r, c, t);
	if (!ee) return;
	let N = Ts(e, j), P = !1, te = null, ne = !1, re = null;
	function ie() {
		if (!u || !j) return;
		let [e, t] = Go(N, j, S);
		f({
			x: e,
			y: t
		}), E = requestAnimationFrame(ie);
	}
	let F = {
		...ee,
		nodeId: i,
		type: A,
		position: ee.position
	}, ae = c.get(i), oe = {
		inProgress: !0,
		isValid: null,
		from: Js(ae, F, B.Left, !0),
		fromHandle: F,
		fromPosition: F.position,
		fromNode: ae,
		to: N,
		toHandle: null,
		toPosition: Ao[F.position],
		toNode: null,
		pointer: N
	};
	function se() {
		M = !0, y(oe), m?.(e, {
			nodeId: i,
			handleId: r,
			handleType: A
		});
	}
	C === 0 && se();
	function ce(e) {
		if (!M) {
			let { x: t, y: n } = Ts(e), r = t - O, i = n - k;
			if (!(r * r + i * i > C * C)) return;
			se();
		}
		if (!x() || !F) {
			le(e);
			return;
		}
		let a = b();
		N = Ts(e, j), D = wc(is(N, a, !1, [1, 1]), n, c, F), P ||= (ie(), !0);
		let s = Ac(e, {
			handle: D,
			connectionMode: t,
			fromNodeId: i,
			fromHandleId: r,
			fromType: o ? "target" : "source",
			isValidConnection: _,
			doc: T,
			lib: l,
			flowId: d,
			nodeLookup: c
		});
		re = s.handleDomNode, te = s.connection, ne = Dc(!!D, s.isValid);
		let u = c.get(i), f = u ? Js(u, F, B.Left, !0) : oe.from, p = {
			...oe,
			from: f,
			isValid: ne,
			to: s.toHandle && ne ? as({
				x: s.toHandle.x,
				y: s.toHandle.y
			}, a) : N,
			toHandle: s.toHandle,
			toPosition: ne && s.toHandle ? s.toHandle.position : Ao[F.position],
			toNode: s.toHandle ? c.get(s.toHandle.nodeId) : null,
			pointer: N
		};
		y(p), oe = p;
	}
	function le(e) {
		if (!("touches" in e && e.touches.length > 0)) {
			if (M) {
				(D || re) && te && ne && h?.(te);
				let { inProgress: t, ...n } = oe, r = {
					...n,
					toPosition: oe.toHandle ? oe.toPosition : null
				};
				g?.(e, r), a && v?.(e, r);
			}
			p(), cancelAnimationFrame(E), P = !1, ne = !1, te = null, re = null, T.removeEventListener("mousemove", ce), T.removeEventListener("mouseup", le), T.removeEventListener("touchmove", ce), T.removeEventListener("touchend", le);
		}
	}
	T.addEventListener("mousemove", ce), T.addEventListener("mouseup", le), T.addEventListener("touchmove", ce), T.addEventListener("touchend", le);
}
function Ac(e, { handle: t, connectionMode: n, fromNodeId: r, fromHandleId: i, fromType: a, doc: o, lib: s, flowId: c, isValidConnection: l = Oc, nodeLookup: u }) {
	let d = a === "target", f = t ? o.querySelector(`.${s}-flow__handle[data-id="${c}-${t?.nodeId}-${t?.id}-${t?.type}"]`) : null, { x: p, y: m } = Ts(e), h = o.elementFromPoint(p, m), g = h?.classList.contains(`${s}-flow__handle`) ? h : f, _ = {
		handleDomNode: g,
		isValid: !1,
		connection: null,
		toHandle: null
	};
	if (g) {
		let e = Ec(void 0, g), t = g.getAttribute("data-nodeid"), a = g.getAttribute("data-handleid"), o = g.classList.contains("connectable"), s = g.classList.contains("connectableend");
		if (!t || !e) return _;
		let c = {
			source: d ? t : r,
			sourceHandle: d ? a : i,
			target: d ? r : t,
			targetHandle: d ? i : a
		};
		_.connection = c, _.isValid = o && s && (n === wo.Strict ? d && e === "source" || !d && e === "target" : t !== r || a !== i) && l(c), _.toHandle = Tc(t, e, a, u, n, !0);
	}
	return _;
}
var jc = {
	onPointerDown: kc,
	isValid: Ac
};
function Mc({ domNode: e, panZoom: t, getTransform: n, getViewScale: r }) {
	let i = Gt(e);
	function a({ translateExtent: e, width: a, height: o, zoomStep: s = 1, pannable: c = !0, zoomable: l = !0, inversePan: u = !1 }) {
		let d = (e) => {
			if (e.sourceEvent.type !== "wheel" || !t) return;
			let r = n(), i = e.sourceEvent.ctrlKey && us() ? 10 : 1, a = -e.sourceEvent.deltaY * (e.sourceEvent.deltaMode === 1 ? .05 : e.sourceEvent.deltaMode ? 1 : .002) * s, o = r[2] * 2 ** (a * i);
			t.scaleTo(o);
		}, f = [0, 0], p = yo().on("start", (e) => {
			(e.sourceEvent.type === "mousedown" || e.sourceEvent.type === "touchstart") && (f = [e.sourceEvent.clientX ?? e.sourceEvent.touches[0].clientX, e.sourceEvent.clientY ?? e.sourceEvent.touches[0].clientY]);
		}).on("zoom", c ? (i) => {
			let s = n();
			if (i.sourceEvent.type !== "mousemove" && i.sourceEvent.type !== "touchmove" || !t) return;
			let c = [i.sourceEvent.clientX ?? i.sourceEvent.touches[0].clientX, i.sourceEvent.clientY ?? i.sourceEvent.touches[0].clientY], l = [c[0] - f[0], c[1] - f[1]];
			f = c;
			let d = r() * Math.max(s[2], Math.log(s[2])) * (u ? -1 : 1), p = {
				x: s[0] - l[0] * d,
				y: s[1] - l[1] * d
			}, m = [[0, 0], [a, o]];
			t.setViewportConstrained({
				x: p.x,
				y: p.y,
				zoom: s[2]
			}, m, e);
		} : null).on("zoom.wheel", l ? d : null);
		i.call(p, {});
	}
	function o() {
		i.on("zoom", null);
	}
	return {
		update: a,
		destroy: o,
		pointer: Yt
	};
}
var Nc = (e) => ({
	x: e.x,
	y: e.y,
	zoom: e.k
}), Pc = ({ x: e, y: t, zoom: n }) => co.translate(e, t).scale(n), Fc = (e, t) => e.target.closest(`.${t}`), Ic = (e, t) => t === 2 && Array.isArray(e) && e.includes(2), Lc = (e) => ((e *= 2) <= 1 ? e * e * e : (e -= 2) * e * e + 2) / 2, Rc = (e, t = 0, n = Lc, r = () => {}) => {
	let i = typeof t == "number" && t > 0;
	return i || r(), i ? e.transition().duration(t).ease(n).on("end", r) : e;
}, zc = (e) => {
	let t = e.ctrlKey && us() ? 10 : 1;
	return -e.deltaY * (e.deltaMode === 1 ? .05 : e.deltaMode ? 1 : .002) * t;
};
function Bc({ zoomPanValues: e, noWheelClassName: t, d3Selection: n, d3Zoom: r, panOnScrollMode: i, panOnScrollSpeed: a, zoomOnPinch: o, onPanZoomStart: s, onPanZoom: c, onPanZoomEnd: l }) {
	return (u) => {
		if (Fc(u, t)) return u.ctrlKey && u.preventDefault(), !1;
		u.preventDefault(), u.stopImmediatePropagation();
		let d = n.property("__zoom").k || 1;
		if (u.ctrlKey && o) {
			let e = Yt(u), t = d * 2 ** zc(u);
			r.scaleTo(n, t, e, u);
			return;
		}
		let f = u.deltaMode === 1 ? 20 : 1, p = i === To.Vertical ? 0 : u.deltaX * f, m = i === To.Horizontal ? 0 : u.deltaY * f;
		!us() && u.shiftKey && i !== To.Vertical && (p = u.deltaY * f, m = 0), r.translateBy(n, -(p / d) * a, -(m / d) * a, { internal: !0 });
		let h = Nc(n.property("__zoom"));
		clearTimeout(e.panScrollTimeout), e.isPanScrolling ? c?.(u, h) : (e.isPanScrolling = !0, s?.(u, h)), e.panScrollTimeout = setTimeout(() => {
			l?.(u, h), e.isPanScrolling = !1;
		}, 150);
	};
}
function Vc({ noWheelClassName: e, preventScrolling: t, d3ZoomHandler: n }) {
	return function(r, i) {
		let a = r.type === "wheel", o = !t && a && !r.ctrlKey, s = Fc(r, e);
		if (r.ctrlKey && a && s && r.preventDefault(), o || s) return null;
		r.preventDefault(), n.call(this, r, i);
	};
}
function Hc({ zoomPanValues: e, onDraggingChange: t, onPanZoomStart: n }) {
	return (r) => {
		if (r.sourceEvent?.internal) return;
		let i = Nc(r.transform);
		e.mouseButton = r.sourceEvent?.button || 0, e.isZoomingOrPanning = !0, e.prevViewport = i, r.sourceEvent?.type === "mousedown" && t(!0), n && n?.(r.sourceEvent, i);
	};
}
function Uc({ zoomPanValues: e, panOnDrag: t, onPaneContextMenu: n, onTransformChange: r, onPanZoom: i }) {
	return (a) => {
		e.usedRightMouseButton = !!(n && Ic(t, e.mouseButton ?? 0)), a.sourceEvent?.sync || r([
			a.transform.x,
			a.transform.y,
			a.transform.k
		]), i && !a.sourceEvent?.internal && i?.(a.sourceEvent, Nc(a.transform));
	};
}
function Wc({ zoomPanValues: e, panOnDrag: t, panOnScroll: n, onDraggingChange: r, onPanZoomEnd: i, onPaneContextMenu: a }) {
	return (o) => {
		if (!o.sourceEvent?.internal && (e.isZoomingOrPanning = !1, a && Ic(t, e.mouseButton ?? 0) && !e.usedRightMouseButton && o.sourceEvent && a(o.sourceEvent), e.usedRightMouseButton = !1, r(!1), i)) {
			let t = Nc(o.transform);
			e.prevViewport = t, clearTimeout(e.timerId), e.timerId = setTimeout(() => {
				i?.(o.sourceEvent, t);
			}, n ? 150 : 0);
		}
	};
}
function Gc({ panActivationKeyPressed: e, zoomActivationKeyPressed: t, zoomOnScroll: n, zoomOnPinch: r, panOnDrag: i, panOnScroll: a, zoomOnDoubleClick: o, userSelectionActive: s, noWheelClassName: c, noPanClassName: l, lib: u, connectionInProgress: d }) {
	return (f) => {
		let p = t || n, m = r && f.ctrlKey, h = f.type === "wheel";
		if (f.button === 1 && f.type === "mousedown" && (Fc(f, `${u}-flow__node`) || Fc(f, `${u}-flow__edge`) || Fc(f, `${u}-flow__selection`) || Fc(f, `${u}-flow__nodesselection`))) return !0;
		if (!i && !p && !a && !o && !r || s || d && !h || Fc(f, c) && h || Fc(f, l) && (!h || a && h && !t) || !r && f.ctrlKey && h) return !1;
		if (!r && f.type === "touchstart" && f.touches?.length > 1) return f.preventDefault(), !1;
		if (!p && !a && !m && h || !i && (f.type === "mousedown" || f.type === "touchstart") || Array.isArray(i) && !i.includes(f.button) && f.type === "mousedown") return !1;
		let g = Array.isArray(i) && i.includes(f.button) || !f.button || f.button <= 1;
		return (!f.ctrlKey || h || e) && g;
	};
}
function Kc({ domNode: e, minZoom: t, maxZoom: n, translateExtent: r, viewport: i, onPanZoom: a, onPanZoomStart: o, onPanZoomEnd: s, onDraggingChange: c }) {
	let l = {
		isZoomingOrPanning: !1,
		usedRightMouseButton: !1,
		prevViewport: {},
		mouseButton: 0,
		timerId: void 0,
		panScrollTimeout: void 0,
		isPanScrolling: !1
	}, u = e.getBoundingClientRect(), d = [[0, 0], [u.width, u.height]], f = typeof ResizeObserver < "u" ? new ResizeObserver((e) => {
		let t = e[0];
		t?.contentRect && (d = [[0, 0], [t.contentRect.width, t.contentRect.height]]);
	}) : null;
	f?.observe(e);
	let p = yo().extent(() => d).scaleExtent([t, n]).translateExtent(r), m = Gt(e).call(p);
	b({
		x: i.x,
		y: i.y,
		zoom: V(i.zoom, t, n)
	}, [[0, 0], [u.width, u.height]], r);
	let h = m.on("wheel.zoom"), g = m.on("dblclick.zoom");
	p.wheelDelta(zc);
	async function _(e, t) {
		return m ? new Promise((n) => {
			p?.interpolate(t?.interpolate === "linear" ? Gr : ai).transform(Rc(m, t?.duration, t?.ease, () => n(!0)), e);
		}) : !1;
	}
	function v({ noWheelClassName: e, noPanClassName: t, onPaneContextMenu: n, userSelectionActive: r, panOnScroll: i, panOnDrag: u, panOnScrollMode: d, panOnScrollSpeed: f, preventScrolling: _, zoomOnPinch: v, zoomOnScroll: y, zoomOnDoubleClick: b, panActivationKeyPressed: x = !1, zoomActivationKeyPressed: S, lib: C, onTransformChange: w, connectionInProgress: T, paneClickDistance: E, selectionOnDrag: D }) {
		r && !l.isZoomingOrPanning && p.on("zoom", null);
		let O = i && !S && !r;
		p.clickDistance(D ? Infinity : !ts(E) || E < 0 ? 0 : E);
		let k = O ? Bc({
			zoomPanValues: l,
			noWheelClassName: e,
			d3Selection: m,
			d3Zoom: p,
			panOnScrollMode: d,
			panOnScrollSpeed: f,
			zoomOnPinch: v,
			onPanZoomStart: o,
			onPanZoom: a,
			onPanZoomEnd: s
		}) : Vc({
			noWheelClassName: e,
			preventScrolling: _,
			d3ZoomHandler: h
		});
		m.on("wheel.zoom", k, { passive: !1 });
		let A = Hc({
			zoomPanValues: l,
			onDraggingChange: c,
			onPanZoomStart: o
		});
		p.on("start", A);
		let j = Uc({
			zoomPanValues: l,
			panOnDrag: u,
			onPaneContextMenu: !!n,
			onPanZoom: a,
			onTransformChange: w
		});
		p.on("zoom", j);
		let M = Wc({
			zoomPanValues: l,
			panOnDrag: u,
			panOnScroll: i,
			onPaneContextMenu: n,
			onPanZoomEnd: s,
			onDraggingChange: c
		});
		p.on("end", M);
		let ee = Gc({
			panActivationKeyPressed: x,
			zoomActivationKeyPressed: S,
			panOnDrag: u,
			zoomOnScroll: y,
			panOnScroll: i,
			zoomOnDoubleClick: b,
			zoomOnPinch: v,
			userSelectionActive: r,
			noPanClassName: t,
			noWheelClassName: e,
			lib: C,
			connectionInProgress: T
		});
		p.filter(ee), b ? m.on("dblclick.zoom", g) : m.on("dblclick.zoom", null);
	}
	function y() {
		p.on("zoom", null), f?.disconnect();
	}
	async function b(e, t, n) {
		let r = Pc(e), i = p?.constrain()(r, t, n);
		return i && await _(i), i;
	}
	async function x(e, t) {
		let n = Pc(e);
		return await _(n, t), n;
	}
	function S(e) {
		if (m) {
			let t = Pc(e), n = m.property("__zoom");
			(n.k !== e.zoom || n.x !== e.x || n.y !== e.y) && p?.transform(m, t, null, { sync: !0 });
		}
	}
	function C() {
		let e = m ? lo(m.node()) : {
			x: 0,
			y: 0,
			k: 1
		};
		return {
			x: e.x,
			y: e.y,
			zoom: e.k
		};
	}
	async function w(e, t) {
		return m ? new Promise((n) => {
			p?.interpolate(t?.interpolate === "linear" ? Gr : ai).scaleTo(Rc(m, t?.duration, t?.ease, () => n(!0)), e);
		}) : !1;
	}
	async function T(e, t) {
		return m ? new Promise((n) => {
			p?.interpolate(t?.interpolate === "linear" ? Gr : ai).scaleBy(Rc(m, t?.duration, t?.ease, () => n(!0)), e);
		}) : !1;
	}
	function E(e) {
		p?.scaleExtent(e);
	}
	function D(e) {
		p?.translateExtent(e);
	}
	function O(e) {
		let t = !ts(e) || e < 0 ? 0 : e;
		p?.clickDistance(t);
	}
	return {
		update: v,
		destroy: y,
		setViewport: x,
		setViewportConstrained: b,
		getViewport: C,
		scaleTo: w,
		scaleBy: T,
		setScaleExtent: E,
		setTranslateExtent: D,
		syncViewport: S,
		setClickDistance: O
	};
}
var qc;
(function(e) {
	e.Line = "line", e.Handle = "handle";
})(qc ||= {});
function Jc({ width: e, prevWidth: t, height: n, prevHeight: r, affectsX: i, affectsY: a }) {
	let o = e - t, s = n - r, c = [o > 0 ? 1 : o < 0 ? -1 : 0, s > 0 ? 1 : s < 0 ? -1 : 0];
	return o && i && (c[0] *= -1), s && a && (c[1] *= -1), c;
}
function Yc(e) {
	return {
		isHorizontal: e.includes("right") || e.includes("left"),
		isVertical: e.includes("bottom") || e.includes("top"),
		affectsX: e.includes("left"),
		affectsY: e.includes("top")
	};
}
function Xc(e, t) {
	return Math.max(0, t - e);
}
function Zc(e, t) {
	return Math.max(0, e - t);
}
function Qc(e, t, n) {
	return Math.max(0, t - e, e - n);
}
function $c(e, t) {
	return e ? !t : t;
}
function el(e, t, n, r, i, a, o, s) {
	let { affectsX: c, affectsY: l } = t, { isHorizontal: u, isVertical: d } = t, f = u && d, { xSnapped: p, ySnapped: m } = n, { minWidth: h, maxWidth: g, minHeight: _, maxHeight: v } = r, { x: y, y: b, width: x, height: S, aspectRatio: C } = e, w = Math.floor(u ? p - e.pointerX : 0), T = Math.floor(d ? m - e.pointerY : 0), E = x + (c ? -w : w), D = S + (l ? -T : T), O = -a[0] * x, k = -a[1] * S, A = Qc(E, h, g), j = Qc(D, _, v);
	if (o) {
		let e = 0, t = 0;
		c && w < 0 ? e = Xc(y + w + O, o[0][0]) : !c && w > 0 && (e = Zc(y + E + O, o[1][0])), l && T < 0 ? t = Xc(b + T + k, o[0][1]) : !l && T > 0 && (t = Zc(b + D + k, o[1][1])), A = Math.max(A, e), j = Math.max(j, t);
	}
	if (s) {
		let e = 0, t = 0;
		c && w > 0 ? e = Zc(y + w, s[0][0]) : !c && w < 0 && (e = Xc(y + E, s[1][0])), l && T > 0 ? t = Zc(b + T, s[0][1]) : !l && T < 0 && (t = Xc(b + D, s[1][1])), A = Math.max(A, e), j = Math.max(j, t);
	}
	if (i) {
		if (u) {
			let e = Qc(E / C, _, v) * C;
			if (A = Math.max(A, e), o) {
				let e = 0;
				e = !c && !l || c && !l && f ? Zc(b + k + E / C, o[1][1]) * C : Xc(b + k + (c ? w : -w) / C, o[0][1]) * C, A = Math.max(A, e);
			}
			if (s) {
				let e = 0;
				e = !c && !l || c && !l && f ? Xc(b + E / C, s[1][1]) * C : Zc(b + (c ? w : -w) / C, s[0][1]) * C, A = Math.max(A, e);
			}
		}
		if (d) {
			let e = Qc(D * C, h, g) / C;
			if (j = Math.max(j, e), o) {
				let e = 0;
				e = !c && !l || l && !c && f ? Zc(y + D * C + O, o[1][0]) / C : Xc(y + (l ? T : -T) * C + O, o[0][0]) / C, j = Math.max(j, e);
			}
			if (s) {
				let e = 0;
				e = !c && !l || l && !c && f ? Xc(y + D * C, s[1][0]) / C : Zc(y + (l ? T : -T) * C, s[0][0]) / C, j = Math.max(j, e);
			}
		}
	}
	T += T < 0 ? j : -j, w += w < 0 ? A : -A, i && (f ? E > D * C ? T = ($c(c, l) ? -w : w) / C : w = ($c(c, l) ? -T : T) * C : u ? (T = w / C, l = c) : (w = T * C, c = l));
	let M = c ? y + w : y, ee = l ? b + T : b;
	return {
		width: x + (c ? -w : w),
		height: S + (l ? -T : T),
		x: a[0] * w * (c ? -1 : 1) + M,
		y: a[1] * T * (l ? -1 : 1) + ee
	};
}
var tl = {
	width: 0,
	height: 0,
	x: 0,
	y: 0
}, nl = {
	...tl,
	pointerX: 0,
	pointerY: 0,
	aspectRatio: 1
};
function rl(e, t, n) {
	let r = t.position.x + e.position.x, i = t.position.y + e.position.y, a = e.measured.width ?? 0, o = e.measured.height ?? 0, s = n[0] * a, c = n[1] * o;
	return [[r - s, i - c], [r + a - s, i + o - c]];
}
function il({ domNode: e, nodeId: t, getStoreItems: n, onChange: r, onEnd: i }) {
	let a = Gt(e), o = {
		controlDirection: Yc("bottom-right"),
		boundaries: {
			minWidth: 0,
			minHeight: 0,
			maxWidth: Number.MAX_VALUE,
			maxHeight: Number.MAX_VALUE
		},
		resizeDirection: void 0,
		keepAspectRatio: !1
	};
	function s({ controlPosition: e, boundaries: s, keepAspectRatio: c, resizeDirection: l, onResizeStart: u, onResize: d, onResizeEnd: f, shouldResize: p }) {
		let m = { ...tl }, h = { ...nl };
		o = {
			boundaries: s,
			resizeDirection: l,
			keepAspectRatio: c,
			controlDirection: Yc(e)
		};
		let g, _ = null, v = [], y, b, x, S = ln().on("start", (e) => {
			let { nodeLookup: r, transform: i, snapGrid: a, snapToGrid: o, nodeOrigin: s, paneDomNode: c } = n();
			if (g = r.get(t), !g) return;
			_ = c?.getBoundingClientRect() ?? null;
			let { xSnapped: l, ySnapped: d } = ys(e.sourceEvent, {
				transform: i,
				snapGrid: a,
				snapToGrid: o,
				containerBounds: _
			});
			m = {
				width: g.measured.width ?? 0,
				height: g.measured.height ?? 0,
				x: g.position.x ?? 0,
				y: g.position.y ?? 0
			}, h = {
				...m,
				pointerX: l,
				pointerY: d,
				aspectRatio: m.width / m.height
			}, y = void 0, b = ds(g.extent) ? g.extent : void 0, g.parentId && (g.extent === "parent" || g.expandParent) && (y = r.get(g.parentId)), y && g.extent === "parent" && (b = [[0, 0], [y.measured.width, y.measured.height]]), v = [], x = void 0;
			for (let [e, n] of r) if (n.parentId === t && (v.push({
				id: e,
				position: { ...n.position },
				extent: n.extent
			}), n.extent === "parent" || n.expandParent)) {
				let e = rl(n, g, n.origin ?? s);
				x = x ? [[Math.min(e[0][0], x[0][0]), Math.min(e[0][1], x[0][1])], [Math.max(e[1][0], x[1][0]), Math.max(e[1][1], x[1][1])]] : e;
			}
			u?.(e, { ...m });
		}).on("drag", (e) => {
			let { transform: t, snapGrid: i, snapToGrid: a, nodeOrigin: s } = n(), c = ys(e.sourceEvent, {
				transform: t,
				snapGrid: i,
				snapToGrid: a,
				containerBounds: _
			}), l = [];
			if (!g) return;
			let { x: u, y: f, width: S, height: C } = m, w = {}, T = g.origin ?? s, { width: E, height: D, x: O, y: k } = el(h, o.controlDirection, c, o.boundaries, o.keepAspectRatio, T, b, x), A = E !== S, j = D !== C, M = O !== u && A, ee = k !== f && j;
			if (!M && !ee && !A && !j) return;
			let N = {
				prevValues: { ...m },
				startX: h.x,
				startY: h.y,
				childNodes: v.map((e) => ({
					...e,
					position: { ...e.position }
				}))
			};
			if ((M || ee || T[0] === 1 || T[1] === 1) && (w.x = M ? O : m.x, w.y = ee ? k : m.y, m.x = w.x, m.y = w.y, v.length > 0)) {
				let e = O - u, t = k - f;
				for (let n of v) n.position = {
					x: n.position.x - e + T[0] * (E - S),
					y: n.position.y - t + T[1] * (D - C)
				}, l.push(n);
			}
			if ((A || j) && (w.width = A && (!o.resizeDirection || o.resizeDirection === "horizontal") ? E : m.width, w.height = j && (!o.resizeDirection || o.resizeDirection === "vertical") ? D : m.height, m.width = w.width, m.height = w.height), y && g.expandParent) {
				let e = T[0] * (w.width ?? 0);
				w.x && w.x < e && (m.x = e, h.x -= w.x - e);
				let t = T[1] * (w.height ?? 0);
				w.y && w.y < t && (m.y = t, h.y -= w.y - t);
			}
			let P = Jc({
				width: m.width,
				prevWidth: S,
				height: m.height,
				prevHeight: C,
				affectsX: o.controlDirection.affectsX,
				affectsY: o.controlDirection.affectsY
			}), te = {
				...m,
				direction: P
			};
			p?.(e, te) === !1 ? (m = N.prevValues, h.x = N.startX, h.y = N.startY, v.forEach((e, t) => {
				e.position = N.childNodes[t].position;
			})) : (d?.(e, te), r(w, l));
		}).on("end", (e) => {
			f?.(e, { ...m }), i?.({ ...m });
		});
		a.call(S);
	}
	function c() {
		a.on(".drag", null);
	}
	return {
		update: s,
		destroy: c
	};
}
// node_modules/use-sync-external-store/cjs/use-sync-external-store-shim.production.js
var al = /* @__PURE__ */ o(((e) => {
	var t = f();
	function n(e, t) {
		return e === t && (e !== 0 || 1 / e == 1 / t) || e !== e && t !== t;
	}
	var r = typeof Object.is == "function" ? Object.is : n, i = t.useState, a = t.useEffect, o = t.useLayoutEffect, s = t.useDebugValue;
	function c(e, t) {
		var n = t(), r = i({ inst: {
			value: n,
			getSnapshot: t
		} }), c = r[0].inst, u = r[1];
		return o(function() {
			c.value = n, c.getSnapshot = t, l(c) && u({ inst: c });
		}, [
			e,
			n,
			t
		]), a(function() {
			return l(c) && u({ inst: c }), e(function() {
				l(c) && u({ inst: c });
			});
		}, [e]), s(n), n;
	}
	function l(e) {
		var t = e.getSnapshot;
		e = e.value;
		try {
			var n = t();
			return !r(e, n);
		} catch {
			return !0;
		}
	}
	function u(e, t) {
		return t();
	}
	var d = typeof window > "u" || window.document === void 0 || window.document.createElement === void 0 ? u : c;
	e.useSyncExternalStore = t.useSyncExternalStore === void 0 ? d : t.useSyncExternalStore;
})), ol = /* @__PURE__ */ o(((e, t) => {
	t.exports = al();
})), sl = /* @__PURE__ */ o(((e) => {
	var t = f(), n = ol();
	function r(e, t) {
		return e === t && (e !== 0 || 1 / e == 1 / t) || e !== e && t !== t;
	}
	var i = typeof Object.is == "function" ? Object.is : r, a = n.useSyncExternalStore, o = t.useRef, s = t.useEffect, c = t.useMemo, l = t.useDebugValue;
	e.useSyncExternalStoreWithSelector = function(e, t, n, r, u) {
		var d = o(null);
		if (d.current === null) {
			var f = {
				hasValue: !1,
				value: null
			};
			d.current = f;
		} else f = d.current;
		d = c(function() {
			function e(e) {
				if (!a) {
					if (a = !0, o = e, e = r(e), u !== void 0 && f.hasValue) {
						var t = f.value;
						if (u(t, e)) return s = t;
					}
					return s = e;
				}
				if (t = s, i(o, e)) return t;
				var n = r(e);
				return u !== void 0 && u(t, n) ? (o = e, t) : (o = e, s = n);
			}
			var a = !1, o, s, c = n === void 0 ? null : n;
			return [function() {
				return e(t());
			}, c === null ? void 0 : function() {
				return e(c());
			}];
		}, [
			t,
			n,
			r,
			u
		]);
		var p = a(e, d[0], d[1]);
		return s(function() {
			f.hasValue = !0, f.value = p;
		}, [p]), l(p), p;
	};
})), cl = /* @__PURE__ */ c((/* @__PURE__ */ o(((e, t) => {
	t.exports = sl();
})))(), 1), ll = (e) => {
	let t, n = /* @__PURE__ */ new Set(), r = (e, r) => {
		let i = typeof e == "function" ? e(t) : e;
		if (!Object.is(i, t)) {
			let e = t;
			t = r ?? (typeof i != "object" || !i) ? i : Object.assign({}, t, i), n.forEach((n) => n(t, e));
		}
	}, i = () => t, a = {
		setState: r,
		getState: i,
		getInitialState: () => o,
		subscribe: (e) => (n.add(e), () => n.delete(e)),
		destroy: () => {
			n.clear();
		}
	}, o = t = e(r, i, a);
	return a;
}, ul = (e) => e ? ll(e) : ll, { useDebugValue: dl } = b.default, { useSyncExternalStoreWithSelector: fl } = cl.default, pl = (e) => e;
function ml(e, t = pl, n) {
	let r = fl(e.subscribe, e.getState, e.getServerState || e.getInitialState, t, n);
	return dl(r), r;
}
var hl = (e, t) => {
	let n = ul(e), r = (e, r = t) => ml(n, e, r);
	return Object.assign(r, n), r;
}, gl = (e, t) => e ? hl(e, t) : hl;
// node_modules/zustand/esm/shallow.mjs
function _l(e, t) {
	if (Object.is(e, t)) return !0;
	if (typeof e != "object" || !e || typeof t != "object" || !t) return !1;
	if (e instanceof Map && t instanceof Map) {
		if (e.size !== t.size) return !1;
		for (let [n, r] of e) if (!Object.is(r, t.get(n))) return !1;
		return !0;
	}
	if (e instanceof Set && t instanceof Set) {
		if (e.size !== t.size) return !1;
		for (let n of e) if (!t.has(n)) return !1;
		return !0;
	}
	let n = Object.keys(e);
	if (n.length !== Object.keys(t).length) return !1;
	for (let r of n) if (!Object.prototype.hasOwnProperty.call(t, r) || !Object.is(e[r], t[r])) return !1;
	return !0;
}
// node_modules/@xyflow/react/dist/esm/index.js
var vl = m(), U = (0, b.createContext)(null), yl = U.Provider, bl = bo.error001("react");
function W(e, t) {
	let n = (0, b.useContext)(U);
	if (n === null) throw Error(bl);
	return ml(n, e, t);
}
function G() {
	let e = (0, b.useContext)(U);
	if (e === null) throw Error(bl);
	return (0, b.useMemo)(() => ({
		getState: e.getState,
		setState: e.setState,
		subscribe: e.subscribe
	}), [e]);
}
var xl = { display: "none" }, Sl = {
	position: "absolute",
	width: 1,
	height: 1,
	margin: -1,
	border: 0,
	padding: 0,
	overflow: "hidden",
	clip: "rect(0px, 0px, 0px, 0px)",
	clipPath: "inset(100%)"
}, Cl = "react-flow__node-desc", wl = "react-flow__edge-desc", Tl = "react-flow__aria-live", El = (e) => e.ariaLiveMessage, Dl = (e) => e.ariaLabelConfig;
function Ol({ rfId: e }) {
	let t = W(El);
	return (0, x.jsx)("div", {
		id: `${Tl}-${e}`,
		"aria-live": "assertive",
		"aria-atomic": "true",
		style: Sl,
		children: t
	});
}
function kl({ rfId: e, disableKeyboardA11y: t }) {
	let n = W(Dl);
	return (0, x.jsxs)(x.Fragment, { children: [
		(0, x.jsx)("div", {
			id: `${Cl}-${e}`,
			style: xl,
			children: t ? n["node.a11yDescription.default"] : n["node.a11yDescription.keyboardDisabled"]
		}),
		(0, x.jsx)("div", {
			id: `${wl}-${e}`,
			style: xl,
			children: n["edge.a11yDescription.default"]
		}),
		!t && (0, x.jsx)(Ol, { rfId: e })
	] });
}
var Al = (0, b.forwardRef)(({ position: e = "top-left", children: t, className: n, style: r, ...i }, a) => {
	let o = `${e}`.split("-");
	return (0, x.jsx)("div", {
		className: C([
			"react-flow__panel",
			n,
			...o
		]),
		style: r,
		ref: a,
		...i,
		children: t
	});
});
Al.displayName = "Panel";
var jl = "https://reactflow.dev?utm_source=attribution";
function Ml({ proOptions: e, position: t = "bottom-right" }) {
	return (0, b.useEffect)(() => {}, []), e?.hideAttribution ? null : (0, x.jsx)(Al, {
		position: t,
		className: "react-flow__attribution",
		"data-message": `Please only hide this attribution when you are subscribed to React Flow Pro: ${jl}`,
		children: (0, x.jsx)("a", {
			href: jl,
			target: "_blank",
			rel: "noopener noreferrer",
			"aria-label": "React Flow attribution",
			children: "React Flow"
		})
	});
}
var Nl = (e) => {
	let t = [], n = [];
	for (let [, n] of e.nodeLookup) n.selected && t.push(n.internals.userNode);
	for (let [, t] of e.edgeLookup) t.selected && n.push(t);
	return {
		selectedNodes: t,
		selectedEdges: n
	};
}, Pl = (e) => e.id;
function Fl(e, t) {
	return _l(e.selectedNodes.map(Pl), t.selectedNodes.map(Pl)) && _l(e.selectedEdges.map(Pl), t.selectedEdges.map(Pl));
}
function Il({ onSelectionChange: e }) {
	let t = G(), { selectedNodes: n, selectedEdges: r } = W(Nl, Fl);
	return (0, b.useEffect)(() => {
		let i = {
			nodes: n,
			edges: r
		};
		e?.(i), t.getState().onSelectionChangeHandlers.forEach((e) => e(i));
	}, [
		n,
		r,
		e
	]), null;
}
var Ll = (e) => !!e.onSelectionChangeHandlers;
function Rl({ onSelectionChange: e }) {
	let t = W(Ll);
	return e || t ? (0, x.jsx)(Il, { onSelectionChange: e }) : null;
}
var zl = [0, 0], Bl = {
	x: 0,
	y: 0,
	zoom: 1
}, Vl = [.../* @__PURE__ */ "nodes.edges.defaultNodes.defaultEdges.onConnect.onConnectStart.onConnectEnd.onClickConnectStart.onClickConnectEnd.nodesDraggable.autoPanOnNodeFocus.nodesConnectable.nodesFocusable.edgesFocusable.edgesReconnectable.elevateNodesOnSelect.elevateEdgesOnSelect.minZoom.maxZoom.nodeExtent.onNodesChange.onEdgesChange.elementsSelectable.connectionMode.snapGrid.snapToGrid.translateExtent.connectOnClick.defaultEdgeOptions.fitView.fitViewOptions.onNodesDelete.onEdgesDelete.onDelete.onNodeDrag.onNodeDragStart.onNodeDragStop.onSelectionDrag.onSelectionDragStart.onSelectionDragStop.onMoveStart.onMove.onMoveEnd.noPanClassName.nodeOrigin.autoPanOnConnect.autoPanOnNodeDrag.onError.connectionRadius.isValidConnection.selectNodesOnDrag.nodeDragThreshold.connectionDragThreshold.onBeforeDelete.debug.autoPanSpeed.ariaLabelConfig.zIndexMode".split("."), "rfId"], Hl = (e) => ({
	setNodes: e.setNodes,
	setEdges: e.setEdges,
	setMinZoom: e.setMinZoom,
	setMaxZoom: e.setMaxZoom,
	setTranslateExtent: e.setTranslateExtent,
	setNodeExtent: e.setNodeExtent,
	reset: e.reset,
	setDefaultNodesAndEdges: e.setDefaultNodesAndEdges
}), Ul = {
	translateExtent: xo,
	nodeOrigin: zl,
	minZoom: .5,
	maxZoom: 2,
	elementsSelectable: !0,
	noPanClassName: "nopan",
	rfId: "1"
};
function Wl(e) {
	let { setNodes: t, setEdges: n, setMinZoom: r, setMaxZoom: i, setTranslateExtent: a, setNodeExtent: o, reset: s, setDefaultNodesAndEdges: c } = W(Hl, _l), l = G();
	(0, b.useEffect)(() => (c(e.defaultNodes, e.defaultEdges), () => {
		u.current = Ul, s();
	}), []);
	let u = (0, b.useRef)(Ul);
	return (0, b.useEffect)(() => {
		for (let s of Vl) {
			let c = e[s];
			c !== u.current[s] && e[s] !== void 0 && (s === "nodes" ? t(c) : s === "edges" ? n(c) : s === "minZoom" ? r(c) : s === "maxZoom" ? i(c) : s === "translateExtent" ? a(c) : s === "nodeExtent" ? o(c) : s === "ariaLabelConfig" ? l.setState({ ariaLabelConfig: _s(c) }) : s === "fitView" ? l.setState({ fitViewQueued: c }) : s === "fitViewOptions" ? l.setState({ fitViewOptions: c }) : l.setState({ [s]: c }));
		}
		u.current = e;
	}, Vl.map((t) => e[t])), null;
}
function Gl() {
	return typeof window > "u" || !window.matchMedia ? null : window.matchMedia("(prefers-color-scheme: dark)");
}
function Kl(e) {
	let [t, n] = (0, b.useState)(e === "system" ? null : e);
	return (0, b.useEffect)(() => {
		if (e !== "system") {
			n(e);
			return;
		}
		let t = Gl(), r = () => n(t?.matches ? "dark" : "light");
		return r(), t?.addEventListener("change", r), () => {
			t?.removeEventListener("change", r);
		};
	}, [e]), t === null ? Gl()?.matches ? "dark" : "light" : t;
}
var ql = typeof document < "u" ? document : null;
function Jl(e = null, t = {
	target: ql,
	actInsideInputWithModifier: !0
}) {
	let [n, r] = (0, b.useState)(!1), i = (0, b.useRef)(!1), a = (0, b.useRef)(/* @__PURE__ */ new Set([])), [o, s] = (0, b.useMemo)(() => {
		if (e !== null) {
			let t = (Array.isArray(e) ? e : [e]).filter((e) => typeof e == "string").map((e) => e.replace(/\+/g, "\n").replace("\n\n", "\n+").split("\n"));
			return [t, t.reduce((e, t) => e.concat(...t), [])];
		}
		return [[], []];
	}, [e]);
	return (0, b.useEffect)(() => {
		let n = t?.target ?? ql, c = t?.actInsideInputWithModifier ?? !0;
		if (e !== null) {
			let e = (e) => {
				if (i.current = e.ctrlKey || e.metaKey || e.shiftKey || e.altKey, (!i.current || i.current && !c) && Cs(e)) return !1;
				let n = Xl(e.code, s);
				if (a.current.add(e[n]), Yl(o, a.current, !1)) {
					let n = e.composedPath?.()?.[0] || e.target, a = n?.nodeName === "BUTTON" || n?.nodeName === "A";
					t.preventDefault !== !1 && (i.current || !a) && e.preventDefault(), r(!0);
				}
			}, l = (e) => {
				let t = Xl(e.code, s);
				Yl(o, a.current, !0) ? (r(!1), a.current.clear()) : a.current.delete(e[t]), e.key === "Meta" && a.current.clear(), i.current = !1;
			}, u = () => {
				a.current.clear(), r(!1);
			};
			return n?.addEventListener("keydown", e), n?.addEventListener("keyup", l), window.addEventListener("blur", u), window.addEventListener("contextmenu", u), () => {
				n?.removeEventListener("keydown", e), n?.removeEventListener("keyup", l), window.removeEventListener("blur", u), window.removeEventListener("contextmenu", u);
			};
		}
	}, [e, r]), n;
}
function Yl(e, t, n) {
	return e.filter((e) => n || e.length === t.size).some((e) => e.every((e) => t.has(e)));
}
function Xl(e, t) {
	return t.includes(e) ? "code" : "key";
}
var Zl = () => {
	let e = G();
	return (0, b.useMemo)(() => ({
		zoomIn: async (t) => {
			let { panZoom: n } = e.getState();
			return n ? n.scaleBy(1.2, t) : !1;
		},
		zoomOut: async (t) => {
			let { panZoom: n } = e.getState();
			return n ? n.scaleBy(1 / 1.2, t) : !1;
		},
		zoomTo: async (t, n) => {
			let { panZoom: r } = e.getState();
			return r ? r.scaleTo(t, n) : !1;
		},
		getZoom: () => e.getState().transform[2],
		setViewport: async (t, n) => {
			let { transform: [r, i, a], panZoom: o } = e.getState();
			return o ? (await o.setViewport({
				x: t.x ?? r,
				y: t.y ?? i,
				zoom: t.zoom ?? a
			}, n), !0) : !1;
		},
		getViewport: () => {
			let [t, n, r] = e.getState().transform;
			return {
				x: t,
				y: n,
				zoom: r
			};
		},
		setCenter: async (t, n, r) => e.getState().setCenter(t, n, r),
		fitBounds: async (t, n) => {
			let { width: r, height: i, minZoom: a, maxZoom: o, panZoom: s } = e.getState(), c = ls(t, r, i, a, o, n?.padding ?? .1);
			return s ? (await s.setViewport(c, {
				duration: n?.duration,
				ease: n?.ease,
				interpolate: n?.interpolate
			}), !0) : !1;
		},
		screenToFlowPosition: (t, n = {}) => {
			let { transform: r, snapGrid: i, snapToGrid: a, domNode: o } = e.getState();
			if (!o) return t;
			let { x: s, y: c } = o.getBoundingClientRect(), l = {
				x: t.x - s,
				y: t.y - c
			}, u = n.snapGrid ?? i;
			return is(l, r, n.snapToGrid ?? a, u);
		},
		flowToScreenPosition: (t) => {
			let { transform: n, domNode: r } = e.getState();
			if (!r) return t;
			let { x: i, y: a } = r.getBoundingClientRect(), o = as(t, n);
			return {
				x: o.x + i,
				y: o.y + a
			};
		}
	}), []);
};
function Ql(e, t) {
	let n = [], r = /* @__PURE__ */ new Map(), i = [];
	for (let t of e) if (t.type === "add") {
		i.push(t);
		continue;
	} else if (t.type === "remove" || t.type === "replace") r.set(t.id, [t]);
	else {
		let e = r.get(t.id);
		e ? e.push(t) : r.set(t.id, [t]);
	}
	for (let e of t) {
		let t = r.get(e.id);
		if (!t) {
			n.push(e);
			continue;
		}
		if (t[0].type === "remove") continue;
		if (t[0].type === "replace") {
			n.push({ ...t[0].item });
			continue;
		}
		let i = { ...e };
		for (let e of t) $l(e, i);
		n.push(i);
	}
	return i.length && i.forEach((e) => {
		e.index === void 0 ? n.push({ ...e.item }) : n.splice(e.index, 0, { ...e.item });
	}), n;
}
function $l(e, t) {
	switch (e.type) {
		case "select":
			t.selected = e.selected;
			break;
		case "position":
			e.position !== void 0 && (t.position = e.position), e.dragging !== void 0 && (t.dragging = e.dragging);
			break;
		case "dimensions": e.dimensions !== void 0 && (t.measured = { ...e.dimensions }, e.setAttributes && ((e.setAttributes === !0 || e.setAttributes === "width") && (t.width = e.dimensions.width), (e.setAttributes === !0 || e.setAttributes === "height") && (t.height = e.dimensions.height))), typeof e.resizing == "boolean" && (t.resizing = e.resizing);
	}
}
function eu(e, t) {
	return Ql(e, t);
}
function tu(e, t) {
	return Ql(e, t);
}
function nu(e, t) {
	return {
		id: e,
		type: "select",
		selected: t
	};
}
function ru(e, t = /* @__PURE__ */ new Set()) {
	let n = [];
	for (let [r, i] of e) {
		let e = t.has(r);
		(i.selected !== void 0 || e) && i.selected !== e && n.push(nu(i.id, e));
	}
	return n;
}
function K({ items: e = [], lookup: t }) {
	let n = [], r = new Map(e.map((e) => [e.id, e]));
	for (let [r, i] of e.entries()) {
		let e = t.get(i.id), a = e?.internals?.userNode ?? e;
		a !== void 0 && a !== i && n.push({
			id: i.id,
			item: i,
			type: "replace"
		}), a === void 0 && n.push({
			item: i,
			type: "add",
			index: r
		});
	}
	for (let [e] of t) r.get(e) === void 0 && n.push({
		id: e,
		type: "remove"
	});
	return n;
}
function iu(e) {
	return {
		id: e.id,
		type: "remove"
	};
}
var au = ns("React Flow", "https://reactflow.dev/");
function ou(e, t, n = {}) {
	return Is(e, t, {
		...n,
		onError: n.onError ?? au
	});
}
var su = (e) => Mo(e), cu = (e) => jo(e);
function lu(e) {
	return (0, b.forwardRef)(e);
}
var uu = typeof window < "u" ? b.useLayoutEffect : b.useEffect;
function du(e) {
	let [t, n] = (0, b.useState)(BigInt(0)), [r] = (0, b.useState)(() => fu(() => n((e) => e + BigInt(1))));
	return uu(() => {
		let t = r.get();
		t.length && (e(t), r.reset());
	}, [t]), r;
}
function fu(e) {
	let t = [];
	return {
		get: () => t,
		reset: () => {
			t = [];
		},
		push: (n) => {
			t.push(n), e();
		}
	};
}
var pu = (0, b.createContext)(null);
function mu({ children: e }) {
	let t = G(), n = du((0, b.useCallback)((e) => {
		let { nodes: n = [], setNodes: r, hasDefaultNodes: i, onNodesChange: a, nodeLookup: o, fitViewQueued: s, onNodesChangeMiddlewareMap: c } = t.getState(), l = n;
		for (let t of e) l = typeof t == "function" ? t(l) : t;
		let u = K({
			items: l,
			lookup: o
		});
		for (let e of c.values()) u = e(u);
		i && r(l), u.length > 0 ? a?.(u) : s && window.requestAnimationFrame(() => {
			let { fitViewQueued: e, nodes: n, setNodes: r } = t.getState();
			e && r(n);
		});
	}, [])), r = du((0, b.useCallback)((e) => {
		let { edges: n = [], setEdges: r, hasDefaultEdges: i, onEdgesChange: a, edgeLookup: o } = t.getState(), s = n;
		for (let t of e) s = typeof t == "function" ? t(s) : t;
		i ? r(s) : a && a(K({
			items: s,
			lookup: o
		}));
	}, [])), i = (0, b.useMemo)(() => ({
		nodeQueue: n,
		edgeQueue: r
	}), []);
	return (0, x.jsx)(pu.Provider, {
		value: i,
		children: e
	});
}
function hu() {
	let e = (0, b.useContext)(pu);
	if (!e) throw Error("useBatchContext must be used within a BatchProvider");
	return e;
}
var gu = (e) => !!e.panZoom;
function _u() {
	let e = Zl(), t = G(), n = hu(), r = W(gu), i = (0, b.useMemo)(() => {
		let e = (e) => t.getState().nodeLookup.get(e), r = (e) => {
			n.nodeQueue.push(e);
		}, i = (e) => {
			n.edgeQueue.push(e);
		}, a = (e) => {
			let { nodeLookup: n, nodeOrigin: r } = t.getState(), i = su(e) ? e : n.get(e.id), a = i.parentId ? ms(i.position, i.measured, i.parentId, n, r) : i.position;
			return Yo({
				...i,
				position: a,
				width: i.measured?.width ?? i.width,
				height: i.measured?.height ?? i.height
			}, i.parentId ? void 0 : r);
		}, o = (e, t, n = { replace: !1 }) => {
			r((r) => r.map((r) => {
				if (r.id === e) {
					let e = typeof t == "function" ? t(r) : t;
					return n.replace && su(e) ? e : {
						...r,
						...e
					};
				}
				return r;
			}));
		}, s = (e, t, n = { replace: !1 }) => {
			i((r) => r.map((r) => {
				if (r.id === e) {
					let e = typeof t == "function" ? t(r) : t;
					return n.replace && cu(e) ? e : {
						...r,
						...e
					};
				}
				return r;
			}));
		};
		return {
			getNodes: () => t.getState().nodes.map((e) => ({ ...e })),
			getNode: (t) => e(t)?.internals.userNode,
			getInternalNode: e,
			getEdges: () => {
				let { edges: e = [] } = t.getState();
				return e.map((e) => ({ ...e }));
			},
			getEdge: (e) => t.getState().edgeLookup.get(e),
			setNodes: r,
			setEdges: i,
			addNodes: (e) => {
				let t = Array.isArray(e) ? e : [e];
				n.nodeQueue.push((e) => [...e, ...t]);
			},
			addEdges: (e) => {
				let t = Array.isArray(e) ? e : [e];
				n.edgeQueue.push((e) => [...e, ...t]);
			},
			toObject: () => {
				let { nodes: e = [], edges: n = [], transform: r } = t.getState(), [i, a, o] = r;
				return {
					nodes: e.map((e) => ({ ...e })),
					edges: n.map((e) => ({ ...e })),
					viewport: {
						x: i,
						y: a,
						zoom: o
					}
				};
			},
			deleteElements: async ({ nodes: e = [], edges: n = [] }) => {
				let { nodes: r, edges: i, onNodesDelete: a, onEdgesDelete: o, triggerNodeChanges: s, triggerEdgeChanges: c, onDelete: l, onBeforeDelete: u } = t.getState(), { nodes: d, edges: f } = await Ho({
					nodesToRemove: e,
					edgesToRemove: n,
					nodes: r,
					edges: i,
					onBeforeDelete: u
				}), p = f.length > 0, m = d.length > 0;
				if (p) {
					let e = f.map(iu);
					o?.(f), c(e);
				}
				if (m) {
					let e = d.map(iu);
					a?.(d), s(e);
				}
				return (m || p) && l?.({
					nodes: d,
					edges: f
				}), {
					deletedNodes: d,
					deletedEdges: f
				};
			},
			getIntersectingNodes: (e, n = !0, r) => {
				let i = es(e), o = i ? e : a(e), s = r !== void 0;
				if (!o) return [];
				let { nodeOrigin: c } = t.getState();
				return (r || t.getState().nodes).filter((r) => {
					let a = t.getState().nodeLookup.get(r.id);
					if (a && !i && (r.id === e.id || !a.internals.positionAbsolute)) return !1;
					let l = Yo(s ? r : a, c), u = $o(l, o);
					return n && u > 0 || u >= l.width * l.height || u >= o.width * o.height;
				});
			},
			isNodeIntersecting: (e, t, n = !0) => {
				let r = es(e) ? e : a(e);
				if (!r) return !1;
				let i = $o(r, t);
				return n && i > 0 || i >= t.width * t.height || i >= r.width * r.height;
			},
			updateNode: o,
			updateNodeData: (e, t, n = { replace: !1 }) => {
				o(e, (e) => {
					let r = typeof t == "function" ? t(e) : t;
					return n.replace ? {
						...e,
						data: r
					} : {
						...e,
						data: {
							...e.data,
							...r
						}
					};
				}, n);
			},
			updateEdge: s,
			updateEdgeData: (e, t, n = { replace: !1 }) => {
				s(e, (e) => {
					let r = typeof t == "function" ? t(e) : t;
					return n.replace ? {
						...e,
						data: r
					} : {
						...e,
						data: {
							...e.data,
							...r
						}
					};
				}, n);
			},
			getNodesBounds: (e) => {
				let { nodeLookup: n, nodeOrigin: r } = t.getState();
				return Fo(e, {
					nodeLookup: n,
					nodeOrigin: r
				});
			},
			getHandleConnections: ({ type: e, id: n, nodeId: r }) => Array.from(t.getState().connectionLookup.get(`${r}-${e}${n ? `-${n}` : ""}`)?.values() ?? []),
			getNodeConnections: ({ type: e, handleId: n, nodeId: r }) => Array.from(t.getState().connectionLookup.get(`${r}${e ? n ? `-${e}-${n}` : `-${e}` : ""}`)?.values() ?? []),
			fitView: async (e) => {
				let r = t.getState().fitViewResolver ?? gs();
				return t.setState({
					fitViewQueued: !0,
					fitViewOptions: e,
					fitViewResolver: r
				}), n.nodeQueue.push((e) => [...e]), r.promise;
			}
		};
	}, []);
	return (0, b.useMemo)(() => ({
		...i,
		...e,
		viewportInitialized: r
	}), [r]);
}
var vu = (e) => e.selected, yu = typeof window < "u" ? window : void 0;
function bu({ deleteKeyCode: e, multiSelectionKeyCode: t }) {
	let n = G(), { deleteElements: r } = _u(), i = Jl(e, { actInsideInputWithModifier: !1 }), a = Jl(t, { target: yu });
	(0, b.useEffect)(() => {
		if (i) {
			let { edges: e, nodes: t } = n.getState();
			r({
				nodes: t.filter(vu),
				edges: e.filter(vu)
			}), n.setState({ nodesSelectionActive: !1 });
		}
	}, [i]), (0, b.useEffect)(() => {
		n.setState({ multiSelectionActive: a });
	}, [a]);
}
function xu(e) {
	let t = G();
	(0, b.useEffect)(() => {
		let n = () => {
			if (!e.current || !(e.current.checkVisibility?.() ?? !0)) return !1;
			let n = bs(e.current);
			(n.height === 0 || n.width === 0) && t.getState().onError?.("004", bo.error004()), t.setState({
				width: n.width || 500,
				height: n.height || 500
			});
		};
		if (e.current) {
			n(), window.addEventListener("resize", n);
			let t = new ResizeObserver(() => n());
			return t.observe(e.current), () => {
				window.removeEventListener("resize", n), t.disconnect();
			};
		}
	}, []);
}
var Su = {
	position: "absolute",
	width: "100%",
	height: "100%",
	top: 0,
	left: 0
}, Cu = (e) => ({
	userSelectionActive: e.userSelectionActive,
	lib: e.lib,
	connectionInProgress: e.connection.inProgress
});
function wu({ onPaneContextMenu: e, zoomOnScroll: t = !0, zoomOnPinch: n = !0, panOnScroll: r = !1, panActivationKeyPressed: i, panOnScrollSpeed: a = .5, panOnScrollMode: o = To.Free, zoomOnDoubleClick: s = !0, panOnDrag: c = !0, defaultViewport: l, translateExtent: u, minZoom: d, maxZoom: f, zoomActivationKeyCode: p, preventScrolling: m = !0, children: h, noWheelClassName: g, noPanClassName: _, onViewportChange: v, isControlledViewport: y, paneClickDistance: S, selectionOnDrag: C }) {
	let w = G(), T = (0, b.useRef)(null), { userSelectionActive: E, lib: D, connectionInProgress: O } = W(Cu, _l), k = Jl(p), A = (0, b.useRef)();
	xu(T);
	let j = (0, b.useCallback)((e) => {
		v?.({
			x: e[0],
			y: e[1],
			zoom: e[2]
		}), y || w.setState({ transform: e });
	}, [v, y]);
	return (0, b.useEffect)(() => {
		if (T.current) {
			A.current = Kc({
				domNode: T.current,
				minZoom: d,
				maxZoom: f,
				translateExtent: u,
				viewport: l,
				onDraggingChange: (e) => w.setState((t) => t.paneDragging === e ? t : { paneDragging: e }),
				onPanZoomStart: (e, t) => {
					let { onViewportChangeStart: n, onMoveStart: r } = w.getState();
					r?.(e, t), n?.(t);
				},
				onPanZoom: (e, t) => {
					let { onViewportChange: n, onMove: r } = w.getState();
					r?.(e, t), n?.(t);
				},
				onPanZoomEnd: (e, t) => {
					let { onViewportChangeEnd: n, onMoveEnd: r } = w.getState();
					r?.(e, t), n?.(t);
				}
			});
			let { x: e, y: t, zoom: n } = A.current.getViewport();
			return w.setState({
				panZoom: A.current,
				transform: [
					e,
					t,
					n
				],
				domNode: T.current.closest(".react-flow")
			}), () => {
				A.current?.destroy();
			};
		}
	}, []), (0, b.useEffect)(() => {
		A.current?.update({
			onPaneContextMenu: e,
			zoomOnScroll: t,
			zoomOnPinch: n,
			panOnScroll: r,
			panActivationKeyPressed: i,
			panOnScrollSpeed: a,
			panOnScrollMode: o,
			zoomOnDoubleClick: s,
			panOnDrag: c,
			zoomActivationKeyPressed: k,
			preventScrolling: m,
			noPanClassName: _,
			userSelectionActive: E,
			noWheelClassName: g,
			lib: D,
			onTransformChange: j,
			connectionInProgress: O,
			selectionOnDrag: C,
			paneClickDistance: S
		});
	}, [
		e,
		t,
		n,
		r,
		i,
		a,
		o,
		s,
		c,
		k,
		m,
		_,
		E,
		g,
		D,
		j,
		O,
		C,
		S
	]), (0, x.jsx)("div", {
		className: "react-flow__renderer",
		ref: T,
		style: Su,
		children: h
	});
}
var Tu = (e) => ({
	userSelectionActive: e.userSelectionActive,
	userSelectionRect: e.userSelectionRect
});
function Eu() {
	let { userSelectionActive: e, userSelectionRect: t } = W(Tu, _l);
	return e && t ? (0, x.jsx)("div", {
		className: "react-flow__selection react-flow__container",
		style: {
			width: t.width,
			height: t.height,
			transform: `translate(${t.x}px, ${t.y}px)`
		}
	}) : null;
}
var Du = (e, t) => (n) => {
	n.target === t.current && e?.(n);
}, Ou = (e) => ({
	userSelectionActive: e.userSelectionActive,
	elementsSelectable: e.elementsSelectable,
	dragging: e.paneDragging,
	panBy: e.panBy,
	autoPanSpeed: e.autoPanSpeed
});
function ku({ isSelecting: e, selectionKeyPressed: t, selectionMode: n = Eo.Full, panOnDrag: r, autoPanOnSelection: i, paneClickDistance: a, selectionOnDrag: o, onSelectionStart: s, onSelectionEnd: c, onPaneClick: l, onPaneContextMenu: u, onPaneScroll: d, onPaneMouseEnter: f, onPaneMouseMove: p, onPaneMouseLeave: m, children: h }) {
	let g = (0, b.useRef)(0), _ = G(), { userSelectionActive: v, elementsSelectable: y, dragging: S, panBy: w, autoPanSpeed: T } = W(Ou, _l), E = y && (e || v), D = (0, b.useRef)(null), O = (0, b.useRef)(), k = (0, b.useRef)(/* @__PURE__ */ new Set()), A = (0, b.useRef)(/* @__PURE__ */ new Set()), j = (0, b.useRef)(!1), M = (0, b.useRef)(!1), ee = (0, b.useRef)({
		x: 0,
		y: 0
	}), N = (0, b.useRef)(!1), P = (e) => {
		if (M.current || j.current || _.getState().connection.inProgress) {
			M.current = !1, j.current = !1;
			return;
		}
		let { connectionClickStartHandle: t, connection: n, onClickConnectEnd: r, resetSelectedElements: i } = _.getState();
		if (t) {
			let t = structuredClone(n);
			delete t.inProgress, t.toPosition = t.toHandle ? t.toHandle.position : null, r?.(e.nativeEvent, t), _.setState({ connectionClickStartHandle: null });
		}
		l?.(e), i(), _.setState({ nodesSelectionActive: !1 });
	}, te = (e) => {
		Array.isArray(r) && r?.includes(2) ? e.preventDefault() : u?.(e);
	}, ne = d ? (e) => d(e) : void 0, re = (e) => {
		M.current &&= (e.stopPropagation(), !1);
	}, ie = (n) => {
		if (n.pointerType === "touch" && r !== !1 && !t) return;
		let { domNode: i, transform: a } = _.getState();
		if (O.current = i?.getBoundingClientRect(), !O.current) return;
		let s = n.target === D.current;
		if (!s && n.target.closest(".nokey") || !e || !(o && s || t) || n.button !== 0 || !n.isPrimary) return;
		n.target?.setPointerCapture?.(n.pointerId), M.current = !1;
		let { x: c, y: l } = Ts(n.nativeEvent, O.current), u = is({
			x: c,
			y: l
		}, a);
		_.setState({ userSelectionRect: {
			width: 0,
			height: 0,
			startX: u.x,
			startY: u.y,
			x: c,
			y: l
		} }), s || (n.stopPropagation(), n.preventDefault());
	};
	function F(e, t) {
		let { userSelectionRect: r } = _.getState();
		if (!r) return;
		let { transform: i, nodeLookup: a, edgeLookup: o, connectionLookup: s, triggerNodeChanges: c, triggerEdgeChanges: l, defaultEdgeOptions: u } = _.getState(), d = {
			x: r.startX,
			y: r.startY
		}, { x: f, y: p } = as(d, i), m = {
			startX: d.x,
			startY: d.y,
			x: e < f ? e : f,
			y: t < p ? t : p,
			width: Math.abs(e - f),
			height: Math.abs(t - p)
		}, h = k.current, g = A.current;
		k.current = new Set(Lo(a, m, i, n === Eo.Partial, !0).map((e) => e.id)), A.current = /* @__PURE__ */ new Set();
		let v = u?.selectable ?? !0;
		for (let e of k.current) {
			let t = s.get(e);
			if (t) for (let { edgeId: e } of t.values()) {
				let t = o.get(e);
				t && (t.selectable ?? v) && A.current.add(e);
			}
		}
		hs(h, k.current) || c(ru(a, k.current)), hs(g, A.current) || l(ru(o, A.current)), _.setState({
			userSelectionRect: m,
			userSelectionActive: !0,
			nodesSelectionActive: !1
		});
	}
	function ae() {
		if (!i || !O.current) return;
		let [e, t] = Go(ee.current, O.current, T);
		w({
			x: e,
			y: t
		}).then((e) => {
			if (!M.current || !e) {
				g.current = requestAnimationFrame(ae);
				return;
			}
			let { x: t, y: n } = ee.current;
			F(t, n), g.current = requestAnimationFrame(ae);
		});
	}
	let oe = () => {
		cancelAnimationFrame(g.current), g.current = 0, N.current = !1;
	};
	(0, b.useEffect)(() => () => oe(), []);
	let se = (e) => {
		let { userSelectionRect: n, transform: r, resetSelectedElements: i } = _.getState();
		if (!O.current || !n) return;
		let { x: o, y: c } = Ts(e.nativeEvent, O.current);
		ee.current = {
			x: o,
			y: c
		};
		let l = as({
			x: n.startX,
			y: n.startY
		}, r);
		if (!M.current) {
			let n = t ? 0 : a;
			if (Math.hypot(o - l.x, c - l.y) <= n) return;
			i(), s?.(e);
		}
		M.current = !0, N.current ||= (ae(), !0), F(o, c);
	}, ce = (e) => {
		E ? e.button === 0 && (e.target?.releasePointerCapture?.(e.pointerId), !v && e.target === D.current && _.getState().userSelectionRect && P?.(e), _.setState({
			userSelectionActive: !1,
			userSelectionRect: null
		}), M.current && (c?.(e), _.setState({ nodesSelectionActive: k.current.size > 0 })), oe()) : e.target === D.current && _.getState().connection.inProgress && (j.current = !0);
	}, le = (e) => {
		e.target?.releasePointerCapture?.(e.pointerId), oe();
	}, ue = r === !0 || Array.isArray(r) && r.includes(0);
	return (0, x.jsxs)("div", {
		className: C(["react-flow__pane", {
			draggable: ue,
			dragging: S,
			selection: e
		}]),
		onClick: E ? void 0 : Du(P, D),
		onContextMenu: Du(te, D),
		onWheel: Du(ne, D),
		onPointerEnter: E ? void 0 : f,
		onPointerMove: E ? se : p,
		onPointerUp: ce,
		onPointerCancel: E ? le : void 0,
		onPointerDownCapture: E ? ie : void 0,
		onClickCapture: E ? re : void 0,
		onPointerLeave: m,
		ref: D,
		style: Su,
		children: [h, (0, x.jsx)(Eu, {})]
	});
}
function Au({ id: e, store: t, unselect: n = !1, nodeRef: r }) {
	let { addSelectedNodes: i, unselectNodesAndEdges: a, multiSelectionActive: o, nodeLookup: s, onError: c } = t.getState(), l = s.get(e);
	l ? (t.setState({ nodesSelectionActive: !1 }), l.selected ? (n || l.selected && o) && (a({
		nodes: [l],
		edges: []
	}), requestAnimationFrame(() => r?.current?.blur())) : i([e])) : c?.("012", bo.error012(e));
}
function ju({ nodeRef: e, disabled: t = !1, noDragClassName: n, handleSelector: r, nodeId: i, isSelectable: a, nodeClickDistance: o }) {
	let s = G(), [c, l] = (0, b.useState)(!1), u = (0, b.useRef)();
	return (0, b.useEffect)(() => {
		if (!t) return u.current = xc({
			getStoreItems: () => s.getState(),
			onNodeMouseDown: (t) => {
				Au({
					id: t,
					store: s,
					nodeRef: e
				});
			},
			onDragStart: () => {
				l(!0);
			},
			onDragStop: () => {
				l(!1);
			}
		}), () => {
			u.current?.destroy(), u.current = void 0;
		};
	}, [
		t,
		s,
		e
	]), (0, b.useEffect)(() => {
		!t && e.current && u.current && u.current.update({
			noDragClassName: n,
			handleSelector: r,
			domNode: e.current,
			isSelectable: a,
			nodeId: i,
			nodeClickDistance: o
		});
	}, [
		n,
		r,
		t,
		a,
		e,
		i,
		o
	]), c;
}
var Mu = (e) => (t) => t.selected && (t.draggable || e && t.draggable === void 0);
function Nu() {
	let e = G();
	return (0, b.useCallback)((t) => {
		let { nodeExtent: n, snapToGrid: r, snapGrid: i, nodesDraggable: a, onError: o, updateNodePositions: s, nodeLookup: c, nodeOrigin: l } = e.getState(), u = /* @__PURE__ */ new Map(), d = Mu(a), f = r ? i[0] : 5, p = r ? i[1] : 5, m = t.direction.x * f * t.factor, h = t.direction.y * p * t.factor;
		for (let [, e] of c) {
			if (!d(e)) continue;
			let t = {
				x: e.internals.positionAbsolute.x + m,
				y: e.internals.positionAbsolute.y + h
			};
			r && (t = rs(t, i));
			let { position: a, positionAbsolute: s } = Vo({
				nodeId: e.id,
				nextPosition: t,
				nodeLookup: c,
				nodeExtent: n,
				nodeOrigin: l,
				onError: o
			});
			e.position = a, e.internals.positionAbsolute = s, u.set(e.id, e);
		}
		s(u);
	}, []);
}
var Pu = (0, b.createContext)(null), Fu = Pu.Provider;
Pu.Consumer;
var Iu = () => (0, b.useContext)(Pu), Lu = (e) => ({
	connectOnClick: e.connectOnClick,
	noPanClassName: e.noPanClassName,
	rfId: e.rfId
}), Ru = (0, b.createContext)(null);
function zu({ children: e }) {
	let t = W(Lu, _l);
	return (0, x.jsx)(Ru.Provider, {
		value: t,
		children: e
	});
}
function Bu() {
	let e = (0, b.useContext)(Ru);
	if (!e) throw Error("useHandleConfig must be used within a HandleConfigProvider");
	return e;
}
var Vu = {
	connectingFrom: !1,
	connectingTo: !1,
	clickConnecting: !1,
	isPossibleEndHandle: !0,
	connectionInProcess: !1,
	clickConnectionInProcess: !1,
	valid: !1
}, Hu = (e, t, n) => (r) => {
	let { connectionClickStartHandle: i, connectionMode: a, connection: o } = r, { fromHandle: s, toHandle: c, isValid: l } = o;
	if (!s && !i) return Vu;
	let u = c?.nodeId === e && c?.id === t && c?.type === n;
	return {
		connectingFrom: s?.nodeId === e && s?.id === t && s?.type === n,
		connectingTo: u,
		clickConnecting: i?.nodeId === e && i?.id === t && i?.type === n,
		isPossibleEndHandle: a === wo.Strict ? s?.type !== n : e !== s?.nodeId || t !== s?.id,
		connectionInProcess: !!s,
		clickConnectionInProcess: !!i,
		valid: u && l
	};
};
function Uu({ type: e = "source", position: t = B.Top, isValidConnection: n, isConnectable: r = !0, isConnectableStart: i = !0, isConnectableEnd: a = !0, id: o, onConnect: s, children: c, className: l, onMouseDown: u, onTouchStart: d, ...f }, p) {
	let m = o || null, h = e === "target", g = G(), _ = Iu(), { connectOnClick: v, noPanClassName: y, rfId: b } = Bu(), { connectingFrom: S, connectingTo: w, clickConnecting: T, isPossibleEndHandle: E, connectionInProcess: D, clickConnectionInProcess: O, valid: k } = W(Hu(_, m, e), _l);
	_ || g.getState().onError?.("010", bo.error010());
	let A = (e) => {
		let { defaultEdgeOptions: t, onConnect: n, hasDefaultEdges: r } = g.getState(), i = {
			...t,
			...e
		};
		if (r) {
			let { edges: e, setEdges: t, onError: n } = g.getState();
			t(ou(i, e, { onError: n }));
		}
		n?.(i), s?.(i);
	}, j = (e) => {
		if (!_) return;
		let t = ws(e.nativeEvent);
		if (i && (t && e.button === 0 || !t)) {
			let t = g.getState();
			jc.onPointerDown(e.nativeEvent, {
				handleDomNode: e.currentTarget,
				autoPanOnConnect: t.autoPanOnConnect,
				connectionMode: t.connectionMode,
				connectionRadius: t.connectionRadius,
				domNode: t.domNode,
				nodeLookup: t.nodeLookup,
				lib: t.lib,
				isTarget: h,
				handleId: m,
				nodeId: _,
				flowId: t.rfId,
				panBy: t.panBy,
				cancelConnection: t.cancelConnection,
				onConnectStart: t.onConnectStart,
				onConnectEnd: (...e) => g.getState().onConnectEnd?.(...e),
				updateConnection: t.updateConnection,
				onConnect: A,
				isValidConnection: n || ((...e) => g.getState().isValidConnection?.(...e) ?? !0),
				getTransform: () => g.getState().transform,
				getFromHandle: () => g.getState().connection.fromHandle,
				autoPanSpeed: t.autoPanSpeed,
				dragThreshold: t.connectionDragThreshold
			});
		}
		t ? u?.(e) : d?.(e);
	};
	return (0, x.jsx)("div", {
		"data-handleid": m,
		"data-nodeid": _,
		"data-handlepos": t,
		"data-id": `${b}-${_}-${m}-${e}`,
		className: C([
			"react-flow__handle",
			`react-flow__handle-${t}`,
			"nodrag",
			y,
			l,
			{
				source: !h,
				target: h,
				connectable: r,
				connectablestart: i,
				connectableend: a,
				clickconnecting: T,
				connectingfrom: S,
				connectingto: w,
				valid: k,
				connectionindicator: r && (!D || E) && (D || O ? a : i)
			}
		]),
		onMouseDown: j,
		onTouchStart: j,
		onClick: v ? (t) => {
			let { onClickConnectStart: r, onClickConnectEnd: a, connectionClickStartHandle: o, connectionMode: s, isValidConnection: c, lib: l, rfId: u, nodeLookup: d, connection: f } = g.getState();
			if (!_ || !o && !i) return;
			if (!o) {
				r?.(t.nativeEvent, {
					nodeId: _,
					handleId: m,
					handleType: e
				}), g.setState({ connectionClickStartHandle: {
					nodeId: _,
					type: e,
					id: m
				} });
				return;
			}
			let p = xs(t.target), h = n || c, { connection: v, isValid: y } = jc.isValid(t.nativeEvent, {
				handle: {
					nodeId: _,
					id: m,
					type: e
				},
				connectionMode: s,
				fromNodeId: o.nodeId,
				fromHandleId: o.id || null,
				fromType: o.type,
				isValidConnection: h,
				flowId: u,
				doc: p,
				lib: l,
				nodeLookup: d
			});
			y && v && A(v);
			let b = structuredClone(f);
			delete b.inProgress, b.toPosition = b.toHandle ? b.toHandle.position : null, a?.(t, b), g.setState({ connectionClickStartHandle: null });
		} : void 0,
		ref: p,
		...f,
		children: c
	});
}
var Wu = (0, b.memo)(lu(Uu));
function Gu({ data: e, isConnectable: t, sourcePosition: n = B.Bottom }) {
	return (0, x.jsxs)(x.Fragment, { children: [e?.label, (0, x.jsx)(Wu, {
		type: "source",
		position: n,
		isConnectable: t
	})] });
}
function Ku({ data: e, isConnectable: t, targetPosition: n = B.Top, sourcePosition: r = B.Bottom }) {
	return (0, x.jsxs)(x.Fragment, { children: [
		(0, x.jsx)(Wu, {
			type: "target",
			position: n,
			isConnectable: t
		}),
		e?.label,
		(0, x.jsx)(Wu, {
			type: "source",
			position: r,
			isConnectable: t
		})
	] });
}
function qu() {
	return null;
}
function Ju({ data: e, isConnectable: t, targetPosition: n = B.Top }) {
	return (0, x.jsxs)(x.Fragment, { children: [(0, x.jsx)(Wu, {
		type: "target",
		position: n,
		isConnectable: t
	}), e?.label] });
}
var Yu = {
	ArrowUp: {
		x: 0,
		y: -1
	},
	ArrowDown: {
		x: 0,
		y: 1
	},
	ArrowLeft: {
		x: -1,
		y: 0
	},
	ArrowRight: {
		x: 1,
		y: 0
	}
}, Xu = {
	input: Gu,
	default: Ku,
	output: Ju,
	group: qu
};
function Zu(e) {
	return e.internals.handleBounds === void 0 ? {
		width: e.width ?? e.initialWidth ?? e.style?.width,
		height: e.height ?? e.initialHeight ?? e.style?.height
	} : {
		width: e.width ?? e.style?.width,
		height: e.height ?? e.style?.height
	};
}
var Qu = (e) => {
	let { width: t, height: n, x: r, y: i } = Io(e.nodeLookup, { filter: (e) => !!e.selected });
	return {
		width: ts(t) ? t : null,
		height: ts(n) ? n : null,
		userSelectionActive: e.userSelectionActive,
		transformString: `translate(${e.transform[0]}px,${e.transform[1]}px) scale(${e.transform[2]}) translate(${r}px,${i}px)`
	};
};
function q({ onSelectionContextMenu: e, noPanClassName: t, disableKeyboardA11y: n }) {
	let r = G(), { width: i, height: a, transformString: o, userSelectionActive: s } = W(Qu, _l), c = Nu(), l = (0, b.useRef)(null);
	(0, b.useEffect)(() => {
		n || l.current?.focus({ preventScroll: !0 });
	}, [n]);
	let u = !s && i !== null && a !== null;
	if (ju({
		nodeRef: l,
		disabled: !u
	}), !u) return null;
	let d = e ? (t) => {
		e(t, r.getState().nodes.filter((e) => e.selected));
	} : void 0;
	return (0, x.jsx)("div", {
		className: C([
			"react-flow__nodesselection",
			"react-flow__container",
			t
		]),
		style: { transform: o },
		children: (0, x.jsx)("div", {
			ref: l,
			className: "react-flow__nodesselection-rect",
			onContextMenu: d,
			tabIndex: n ? void 0 : -1,
			onKeyDown: n ? void 0 : (e) => {
				Object.prototype.hasOwnProperty.call(Yu, e.key) && (e.preventDefault(), c({
					direction: Yu[e.key],
					factor: e.shiftKey ? 4 : 1
				}));
			},
			style: {
				width: i,
				height: a
			}
		})
	});
}
var $u = typeof window < "u" ? window : void 0, J = (e) => ({
	nodesSelectionActive: e.nodesSelectionActive,
	userSelectionActive: e.userSelectionActive
});
function Y({ children: e, onPaneClick: t, onPaneMouseEnter: n, onPaneMouseMove: r, onPaneMouseLeave: i, onPaneContextMenu: a, onPaneScroll: o, paneClickDistance: s, deleteKeyCode: c, selectionKeyCode: l, selectionOnDrag: u, selectionMode: d, onSelectionStart: f, onSelectionEnd: p, multiSelectionKeyCode: m, panActivationKeyCode: h, zoomActivationKeyCode: g, elementsSelectable: _, zoomOnScroll: v, zoomOnPinch: y, panOnScroll: b, panOnScrollSpeed: S, panOnScrollMode: C, zoomOnDoubleClick: w, panOnDrag: T, autoPanOnSelection: E, defaultViewport: D, translateExtent: O, minZoom: k, maxZoom: A, preventScrolling: j, onSelectionContextMenu: M, noWheelClassName: ee, noPanClassName: N, disableKeyboardA11y: P, onViewportChange: te, isControlledViewport: ne }) {
	let { nodesSelectionActive: re, userSelectionActive: ie } = W(J, _l), F = Jl(l, { target: $u }), ae = Jl(h, { target: $u }), oe = ae || T, se = ae || b, ce = u && oe !== !0, le = F || ie || ce;
	return bu({
		deleteKeyCode: c,
		multiSelectionKeyCode: m
	}), (0, x.jsx)(wu, {
		onPaneContextMenu: a,
		elementsSelectable: _,
		zoomOnScroll: v,
		zoomOnPinch: y,
		panOnScroll: se,
		panActivationKeyPressed: ae,
		panOnScrollSpeed: S,
		panOnScrollMode: C,
		zoomOnDoubleClick: w,
		panOnDrag: !F && oe,
		defaultViewport: D,
		translateExtent: O,
		minZoom: k,
		maxZoom: A,
		zoomActivationKeyCode: g,
		preventScrolling: j,
		noWheelClassName: ee,
		noPanClassName: N,
		onViewportChange: te,
		isControlledViewport: ne,
		paneClickDistance: s,
		selectionOnDrag: ce,
		children: (0, x.jsxs)(ku, {
			onSelectionStart: f,
			onSelectionEnd: p,
			onPaneClick: t,
			onPaneMouseEnter: n,
			onPaneMouseMove: r,
			onPaneMouseLeave: i,
			onPaneContextMenu: a,
			onPaneScroll: o,
			panOnDrag: oe,
			autoPanOnSelection: E,
			isSelecting: !!le,
			selectionMode: d,
			selectionKeyPressed: F,
			paneClickDistance: s,
			selectionOnDrag: ce,
			children: [e, re && (0, x.jsx)(q, {
				onSelectionContextMenu: M,
				noPanClassName: N,
				disableKeyboardA11y: P
			})]
		})
	});
}
Y.displayName = "FlowRenderer";
var X = (0, b.memo)(Y), ed = (e) => (t) => e ? Lo(t.nodeLookup, {
	x: 0,
	y: 0,
	width: t.width,
	height: t.height
}, t.transform, !0).map((e) => e.id) : Array.from(t.nodeLookup.keys());
function td(e) {
	return W((0, b.useCallback)(ed(e), [e]), _l);
}
var nd = (e) => e.updateNodeInternals;
function rd() {
	let e = W(nd), [t] = (0, b.useState)(() => typeof ResizeObserver > "u" ? null : new ResizeObserver((t) => {
		let n = /* @__PURE__ */ new Map();
		t.forEach((e) => {
			let t = e.target.getAttribute("data-id");
			n.set(t, {
				id: t,
				nodeElement: e.target,
				force: !0
			});
		}), e(n);
	}));
	return (0, b.useEffect)(() => () => {
		t?.disconnect();
	}, [t]), t;
}
function id({ node: e, nodeType: t, hasDimensions: n, resizeObserver: r }) {
	let i = G(), a = (0, b.useRef)(null), o = (0, b.useRef)(null), s = (0, b.useRef)(e.sourcePosition), c = (0, b.useRef)(e.targetPosition), l = (0, b.useRef)(t), u = n && !!e.internals.handleBounds;
	return (0, b.useEffect)(() => {
		!a.current || e.hidden || u && o.current === a.current || (o.current && r?.unobserve(o.current), r?.observe(a.current), o.current = a.current);
	}, [u, e.hidden]), (0, b.useEffect)(() => () => {
		o.current &&= (r?.unobserve(o.current), null);
	}, []), (0, b.useEffect)(() => {
		if (a.current) {
			let n = l.current !== t, r = s.current !== e.sourcePosition, o = c.current !== e.targetPosition;
			(n || r || o) && (l.current = t, s.current = e.sourcePosition, c.current = e.targetPosition, i.getState().updateNodeInternals(/* @__PURE__ */ new Map([[e.id, {
				id: e.id,
				nodeElement: a.current,
				force: !0
			}]])));
		}
	}, [
		e.id,
		t,
		e.sourcePosition,
		e.targetPosition
	]), a;
}
function ad({ id: e, onClick: t, onMouseEnter: n, onMouseMove: r, onMouseLeave: i, onContextMenu: a, onDoubleClick: o, nodesDraggable: s, elementsSelectable: c, nodesConnectable: l, nodesFocusable: u, resizeObserver: d, noDragClassName: f, noPanClassName: p, disableKeyboardA11y: m, rfId: h, nodeTypes: g, nodeClickDistance: _, onError: v }) {
	let { node: y, internals: b, isParent: S } = W((t) => {
		let n = t.nodeLookup.get(e), r = t.parentLookup.has(e);
		return {
			node: n,
			internals: n.internals,
			isParent: r
		};
	}, _l), w = y.type || "default", T = g?.[w] || Xu[w];
	T === void 0 && (v?.("003", bo.error003(w)), w = "default", T = g?.default || Xu.default);
	let E = !!(y.draggable || s && y.draggable === void 0), D = !!(y.selectable || c && y.selectable === void 0), O = !!(y.connectable || l && y.connectable === void 0), k = !!(y.focusable || u && y.focusable === void 0), A = G(), j = ps(y), M = id({
		node: y,
		nodeType: w,
		hasDimensions: j,
		resizeObserver: d
	}), ee = ju({
		nodeRef: M,
		disabled: y.hidden || !E,
		noDragClassName: f,
		handleSelector: y.dragHandle,
		nodeId: e,
		isSelectable: D,
		nodeClickDistance: _
	}), N = Nu();
	if (y.hidden) return null;
	let P = fs(y), te = Zu(y), ne = D || E || t || n || r || i, re = n ? (e) => n(e, { ...b.userNode }) : void 0, ie = r ? (e) => r(e, { ...b.userNode }) : void 0, F = i ? (e) => i(e, { ...b.userNode }) : void 0, ae = a ? (e) => a(e, { ...b.userNode }) : void 0, oe = o ? (e) => o(e, { ...b.userNode }) : void 0, se = (n) => {
		let { selectNodesOnDrag: r, nodeDragThreshold: i } = A.getState();
		D && (!r || !E || i > 0) && Au({
			id: e,
			store: A,
			nodeRef: M
		}), t && t(n, { ...b.userNode });
	}, ce = (t) => {
		if (!(Cs(t.nativeEvent) || m)) {
			if (So.includes(t.key) && D) {
				let n = t.key === "Escape";
				Au({
					id: e,
					store: A,
					unselect: n,
					nodeRef: M
				});
			} else if (E && y.selected && Object.prototype.hasOwnProperty.call(Yu, t.key)) {
				t.preventDefault();
				let { ariaLabelConfig: e } = A.getState();
				A.setState({ ariaLiveMessage: e["node.a11yDescription.ariaLiveMessage"]({
					direction: t.key.replace("Arrow", "").toLowerCase(),
					x: ~~b.positionAbsolute.x,
					y: ~~b.positionAbsolute.y
				}) }), N({
					direction: Yu[t.key],
					factor: t.shiftKey ? 4 : 1
				});
			}
		}
	}, le = () => {
		if (m || !M.current?.matches(":focus-visible")) return;
		let { transform: t, width: n, height: r, autoPanOnNodeFocus: i, setCenter: a } = A.getState();
		i && (Lo(/* @__PURE__ */ new Map([[e, y]]), {
			x: 0,
			y: 0,
			width: n,
			height: r
		}, t, !0).length > 0 || a(y.position.x + P.width / 2, y.position.y + P.height / 2, { zoom: t[2] }));
	};
	return (0, x.jsx)("div", {
		className: C([
			"react-flow__node",
			`react-flow__node-${w}`,
			{ [p]: E },
			y.className,
			{
				selected: y.selected,
				selectable: D,
				parent: S,
				draggable: E,
				dragging: ee
			}
		]),
		ref: M,
		style: {
			zIndex: b.z,
			transform: `translate(${b.positionAbsolute.x}px,${b.positionAbsolute.y}px)`,
			pointerEvents: ne ? "all" : "none",
			visibility: j ? "visible" : "hidden",
			...y.style,
			...te
		},
		"data-id": e,
		"data-testid": `rf__node-${e}`,
		onMouseEnter: re,
		onMouseMove: ie,
		onMouseLeave: F,
		onContextMenu: ae,
		onClick: se,
		onDoubleClick: oe,
		onKeyDown: k ? ce : void 0,
		tabIndex: k ? 0 : void 0,
		onFocus: k ? le : void 0,
		role: y.ariaRole ?? (k ? "group" : void 0),
		"aria-roledescription": "node",
		"aria-describedby": m ? void 0 : `${Cl}-${h}`,
		"aria-label": y.ariaLabel,
		...y.domAttributes,
		children: (0, x.jsx)(Fu, {
			value: e,
			children: (0, x.jsx)(T, {
				id: e,
				data: y.data,
				type: w,
				positionAbsoluteX: b.positionAbsolute.x,
				positionAbsoluteY: b.positionAbsolute.y,
				selected: y.selected ?? !1,
				selectable: D,
				draggable: E,
				deletable: y.deletable ?? !0,
				isConnectable: O,
				sourcePosition: y.sourcePosition,
				targetPosition: y.targetPosition,
				dragging: ee,
				dragHandle: y.dragHandle,
				zIndex: b.z,
				parentId: y.parentId,
				...P
			})
		})
	});
}
var od = (0, b.memo)(ad), sd = (e) => ({
	nodesConnectable: e.nodesConnectable,
	nodesFocusable: e.nodesFocusable,
	elementsSelectable: e.elementsSelectable,
	onError: e.onError
});
function cd(e) {
	let { nodesConnectable: t, nodesFocusable: n, elementsSelectable: r, onError: i } = W(sd, _l), a = td(e.onlyRenderVisibleElements), o = rd();
	return (0, x.jsx)("div", {
		className: "react-flow__nodes",
		style: Su,
		children: a.map((a) => (0, x.jsx)(od, {
			id: a,
			nodeTypes: e.nodeTypes,
			nodeExtent: e.nodeExtent,
			onClick: e.onNodeClick,
			onMouseEnter: e.onNodeMouseEnter,
			onMouseMove: e.onNodeMouseMove,
			onMouseLeave: e.onNodeMouseLeave,
			onContextMenu: e.onNodeContextMenu,
			onDoubleClick: e.onNodeDoubleClick,
			noDragClassName: e.noDragClassName,
			noPanClassName: e.noPanClassName,
			rfId: e.rfId,
			disableKeyboardA11y: e.disableKeyboardA11y,
			resizeObserver: o,
			nodesDraggable: e.nodesDraggable ?? !0,
			nodesConnectable: t,
			nodesFocusable: n,
			elementsSelectable: r,
			nodeClickDistance: e.nodeClickDistance,
			onError: i
		}, a))
	});
}
cd.displayName = "NodeRenderer";
var ld = (0, b.memo)(cd);
function ud(e) {
	return W((0, b.useCallback)((t) => {
		if (!e) return t.edges.map((e) => e.id);
		let n = [];
		if (t.width && t.height) for (let e of t.edges) {
			let r = t.nodeLookup.get(e.source), i = t.nodeLookup.get(e.target);
			r && i && Ns({
				sourceNode: r,
				targetNode: i,
				width: t.width,
				height: t.height,
				transform: t.transform
			}) && n.push(e.id);
		}
		return n;
	}, [e]), _l);
}
var dd = ({ color: e = "none", strokeWidth: t = 1 }) => {
	let n = {
		strokeWidth: t,
		...e && { stroke: e }
	};
	return (0, x.jsx)("polyline", {
		className: "arrow",
		style: n,
		strokeLinecap: "round",
		fill: "none",
		strokeLinejoin: "round",
		points: "-5,-4 0,0 -5,4"
	});
}, fd = ({ color: e = "none", strokeWidth: t = 1 }) => {
	let n = {
		strokeWidth: t,
		...e && {
			stroke: e,
			fill: e
		}
	};
	return (0, x.jsx)("polyline", {
		className: "arrowclosed",
		style: n,
		strokeLinecap: "round",
		strokeLinejoin: "round",
		points: "-5,-4 0,0 -5,4 -5,-4"
	});
}, pd = {
	[ko.Arrow]: dd,
	[ko.ArrowClosed]: fd
};
function md(e) {
	let t = G();
	return (0, b.useMemo)(() => Object.prototype.hasOwnProperty.call(pd, e) ? pd[e] : (t.getState().onError?.("009", bo.error009(e)), null), [e]);
}
var hd = ({ id: e, type: t, color: n, width: r = 12.5, height: i = 12.5, markerUnits: a = "strokeWidth", strokeWidth: o, orient: s = "auto-start-reverse" }) => {
	let c = md(t);
	return c ? (0, x.jsx)("marker", {
		className: "react-flow__arrowhead",
		id: e,
		markerWidth: `${r}`,
		markerHeight: `${i}`,
		viewBox: "-10 -10 20 20",
		markerUnits: a,
		orient: s,
		refX: "0",
		refY: "0",
		children: (0, x.jsx)(c, {
			color: n,
			strokeWidth: o
		})
	}) : null;
}, gd = ({ defaultColor: e, rfId: t }) => {
	let n = W((e) => e.edges), r = W((e) => e.defaultEdgeOptions), i = (0, b.useMemo)(() => Zs(n, {
		id: t,
		defaultColor: e,
		defaultMarkerStart: r?.markerStart,
		defaultMarkerEnd: r?.markerEnd
	}), [
		n,
		r,
		t,
		e
	]);
	return i.length ? (0, x.jsx)("svg", {
		className: "react-flow__marker",
		"aria-hidden": "true",
		children: (0, x.jsx)("defs", { children: i.map((e) => (0, x.jsx)(hd, {
			id: e.id,
			type: e.type,
			color: e.color,
			width: e.width,
			height: e.height,
			markerUnits: e.markerUnits,
			strokeWidth: e.strokeWidth,
			orient: e.orient
		}, e.id)) })
	}) : null;
};
gd.displayName = "MarkerDefinitions";
var _d = (0, b.memo)(gd);
function vd({ x: e, y: t, label: n, labelStyle: r, labelShowBg: i = !0, labelBgStyle: a, labelBgPadding: o = [2, 4], labelBgBorderRadius: s = 2, children: c, className: l, ...u }) {
	let [d, f] = (0, b.useState)({
		x: 1,
		y: 0,
		width: 0,
		height: 0
	}), p = C(["react-flow__edge-textwrapper", l]), m = (0, b.useRef)(null);
	return (0, b.useEffect)(() => {
		if (m.current) {
			let e = m.current.getBBox();
			f({
				x: e.x,
				y: e.y,
				width: e.width,
				height: e.height
			});
		}
	}, [n]), n ? (0, x.jsxs)("g", {
		transform: `translate(${e - d.width / 2} ${t - d.height / 2})`,
		className: p,
		visibility: d.width ? "visible" : "hidden",
		...u,
		children: [
			i && (0, x.jsx)("rect", {
				width: d.width + 2 * o[0],
				x: -o[0],
				y: -o[1],
				height: d.height + 2 * o[1],
				className: "react-flow__edge-textbg",
				style: a,
				rx: s,
				ry: s
			}),
			(0, x.jsx)("text", {
				className: "react-flow__edge-text",
				y: d.height / 2,
				dy: "0.3em",
				ref: m,
				style: r,
				children: n
			}),
			c
		]
	}) : null;
}
vd.displayName = "EdgeText";
var yd = (0, b.memo)(vd);
function bd({ path: e, labelX: t, labelY: n, label: r, labelStyle: i, labelShowBg: a, labelBgStyle: o, labelBgPadding: s, labelBgBorderRadius: c, interactionWidth: l = 20, ...u }) {
	return (0, x.jsxs)(x.Fragment, { children: [
		(0, x.jsx)("path", {
			...u,
			d: e,
			fill: "none",
			className: C(["react-flow__edge-path", u.className])
		}),
		l ? (0, x.jsx)("path", {
			d: e,
			fill: "none",
			strokeOpacity: 0,
			strokeWidth: l,
			className: "react-flow__edge-interaction"
		}) : null,
		r && ts(t) && ts(n) ? (0, x.jsx)(yd, {
			x: t,
			y: n,
			label: r,
			labelStyle: i,
			labelShowBg: a,
			labelBgStyle: o,
			labelBgPadding: s,
			labelBgBorderRadius: c
		}) : null
	] });
}
function xd({ pos: e, x1: t, y1: n, x2: r, y2: i }) {
	return e === B.Left || e === B.Right ? [.5 * (t + r), n] : [t, .5 * (n + i)];
}
function Sd({ sourceX: e, sourceY: t, sourcePosition: n = B.Bottom, targetX: r, targetY: i, targetPosition: a = B.Top }) {
	let [o, s] = xd({
		pos: n,
		x1: e,
		y1: t,
		x2: r,
		y2: i
	}), [c, l] = xd({
		pos: a,
		x1: r,
		y1: i,
		x2: e,
		y2: t
	}), [u, d, f, p] = Ds({
		sourceX: e,
		sourceY: t,
		targetX: r,
		targetY: i,
		sourceControlX: o,
		sourceControlY: s,
		targetControlX: c,
		targetControlY: l
	});
	return [
		`M${e},${t} C${o},${s} ${c},${l} ${r},${i}`,
		u,
		d,
		f,
		p
	];
}
function Cd(e) {
	return (0, b.memo)(({ id: t, sourceX: n, sourceY: r, targetX: i, targetY: a, sourcePosition: o, targetPosition: s, label: c, labelStyle: l, labelShowBg: u, labelBgStyle: d, labelBgPadding: f, labelBgBorderRadius: p, style: m, markerEnd: h, markerStart: g, interactionWidth: _ }) => {
		let [v, y, b] = Sd({
			sourceX: n,
			sourceY: r,
			sourcePosition: o,
			targetX: i,
			targetY: a,
			targetPosition: s
		}), S = e.isInternal ? void 0 : t;
		return (0, x.jsx)(bd, {
			id: S,
			path: v,
			labelX: y,
			labelY: b,
			label: c,
			labelStyle: l,
			labelShowBg: u,
			labelBgStyle: d,
			labelBgPadding: f,
			labelBgBorderRadius: p,
			style: m,
			markerEnd: h,
			markerStart: g,
			interactionWidth: _
		});
	});
}
var wd = Cd({ isInternal: !1 }), Td = Cd({ isInternal: !0 });
wd.displayName = "SimpleBezierEdge", Td.displayName = "SimpleBezierEdgeInternal";
function Ed(e) {
	return (0, b.memo)(({ id: t, sourceX: n, sourceY: r, targetX: i, targetY: a, label: o, labelStyle: s, labelShowBg: c, labelBgStyle: l, labelBgPadding: u, labelBgBorderRadius: d, style: f, sourcePosition: p = B.Bottom, targetPosition: m = B.Top, markerEnd: h, markerStart: g, pathOptions: _, interactionWidth: v }) => {
		let [y, b, S] = Ws({
			sourceX: n,
			sourceY: r,
			sourcePosition: p,
			targetX: i,
			targetY: a,
			targetPosition: m,
			borderRadius: _?.borderRadius,
			offset: _?.offset,
			stepPosition: _?.stepPosition
		}), C = e.isInternal ? void 0 : t;
		return (0, x.jsx)(bd, {
			id: C,
			path: y,
			labelX: b,
			labelY: S,
			label: o,
			labelStyle: s,
			labelShowBg: c,
			labelBgStyle: l,
			labelBgPadding: u,
			labelBgBorderRadius: d,
			style: f,
			markerEnd: h,
			markerStart: g,
			interactionWidth: v
		});
	});
}
var Dd = Ed({ isInternal: !1 }), Od = Ed({ isInternal: !0 });
Dd.displayName = "SmoothStepEdge", Od.displayName = "SmoothStepEdgeInternal";
function kd(e) {
	return (0, b.memo)(({ id: t, ...n }) => {
		let r = e.isInternal ? void 0 : t;
		return (0, x.jsx)(Dd, {
			...n,
			id: r,
			pathOptions: (0, b.useMemo)(() => ({
				borderRadius: 0,
				offset: n.pathOptions?.offset
			}), [n.pathOptions?.offset])
		});
	});
}
var Ad = kd({ isInternal: !1 }), jd = kd({ isInternal: !0 });
Ad.displayName = "StepEdge", jd.displayName = "StepEdgeInternal";
function Md(e) {
	return (0, b.memo)(({ id: t, sourceX: n, sourceY: r, targetX: i, targetY: a, label: o, labelStyle: s, labelShowBg: c, labelBgStyle: l, labelBgPadding: u, labelBgBorderRadius: d, style: f, markerEnd: p, markerStart: m, interactionWidth: h }) => {
		let [g, _, v] = Ls({
			sourceX: n,
			sourceY: r,
			targetX: i,
			targetY: a
		}), y = e.isInternal ? void 0 : t;
		return (0, x.jsx)(bd, {
			id: y,
			path: g,
			labelX: _,
			labelY: v,
			label: o,
			labelStyle: s,
			labelShowBg: c,
			labelBgStyle: l,
			labelBgPadding: u,
			labelBgBorderRadius: d,
			style: f,
			markerEnd: p,
			markerStart: m,
			interactionWidth: h
		});
	});
}
var Nd = Md({ isInternal: !1 }), Pd = Md({ isInternal: !0 });
Nd.displayName = "StraightEdge", Pd.displayName = "StraightEdgeInternal";
function Fd(e) {
	return (0, b.memo)(({ id: t, sourceX: n, sourceY: r, targetX: i, targetY: a, sourcePosition: o = B.Bottom, targetPosition: s = B.Top, label: c, labelStyle: l, labelShowBg: u, labelBgStyle: d, labelBgPadding: f, labelBgBorderRadius: p, style: m, markerEnd: h, markerStart: g, pathOptions: _, interactionWidth: v }) => {
		let [y, b, S] = As({
			sourceX: n,
			sourceY: r,
			sourcePosition: o,
			targetX: i,
			targetY: a,
			targetPosition: s,
			curvature: _?.curvature
		}), C = e.isInternal ? void 0 : t;
		return (0, x.jsx)(bd, {
			id: C,
			path: y,
			labelX: b,
			labelY: S,
			label: c,
			labelStyle: l,
			labelShowBg: u,
			labelBgStyle: d,
			labelBgPadding: f,
			labelBgBorderRadius: p,
			style: m,
			markerEnd: h,
			markerStart: g,
			interactionWidth: v
		});
	});
}
var Id = Fd({ isInternal: !1 }), Ld = Fd({ isInternal: !0 });
Id.displayName = "BezierEdge", Ld.displayName = "BezierEdgeInternal";
var Rd = {
	default: Ld,
	straight: Pd,
	step: jd,
	smoothstep: Od,
	simplebezier: Td
}, zd = {
	sourceX: null,
	sourceY: null,
	targetX: null,
	targetY: null,
	sourcePosition: null,
	targetPosition: null,
	zIndex: void 0
}, Bd = (e, t, n) => n === B.Left ? e - t : n === B.Right ? e + t : e, Vd = (e, t, n) => n === B.Top ? e - t : n === B.Bottom ? e + t : e, Hd = "react-flow__edgeupdater";
function Ud({ position: e, centerX: t, centerY: n, radius: r = 10, onMouseDown: i, onMouseEnter: a, onMouseOut: o, type: s }) {
	return (0, x.jsx)("circle", {
		onMouseDown: i,
		onMouseEnter: a,
		onMouseOut: o,
		className: C([Hd, `${Hd}-${s}`]),
		cx: Bd(t, r, e),
		cy: Vd(n, r, e),
		r,
		stroke: "transparent",
		fill: "transparent"
	});
}
function Wd({ isReconnectable: e, reconnectRadius: t, edge: n, sourceX: r, sourceY: i, targetX: a, targetY: o, sourcePosition: s, targetPosition: c, onReconnect: l, onReconnectStart: u, onReconnectEnd: d, setReconnecting: f, setUpdateHover: p }) {
	let m = G(), h = (e, t) => {
		if (e.button !== 0) return;
		let { autoPanOnConnect: r, domNode: i, connectionMode: a, connectionRadius: o, lib: s, onConnectStart: c, cancelConnection: p, nodeLookup: h, rfId: g, panBy: _, updateConnection: v } = m.getState(), y = t.type === "target";
		jc.onPointerDown(e.nativeEvent, {
			autoPanOnConnect: r,
			connectionMode: a,
			connectionRadius: o,
			domNode: i,
			handleId: t.id,
			nodeId: t.nodeId,
			nodeLookup: h,
			isTarget: y,
			edgeUpdaterType: t.type,
			lib: s,
			flowId: g,
			cancelConnection: p,
			panBy: _,
			isValidConnection: (...e) => m.getState().isValidConnection?.(...e) ?? !0,
			onConnect: (e) => l?.(n, e),
			onConnectStart: (r, i) => {
				f(!0), u?.(e, n, t.type), c?.(r, i);
			},
			onConnectEnd: (...e) => m.getState().onConnectEnd?.(...e),
			onReconnectEnd: (e, r) => {
				f(!1), d?.(e, n, t.type, r);
			},
			updateConnection: v,
			getTransform: () => m.getState().transform,
			getFromHandle: () => m.getState().connection.fromHandle,
			dragThreshold: m.getState().connectionDragThreshold,
			handleDomNode: e.currentTarget
		});
	}, g = (e) => h(e, {
		nodeId: n.target,
		id: n.targetHandle ?? null,
		type: "target"
	}), _ = (e) => h(e, {
		nodeId: n.source,
		id: n.sourceHandle ?? null,
		type: "source"
	}), v = () => p(!0), y = () => p(!1);
	return (0, x.jsxs)(x.Fragment, { children: [(e === !0 || e === "source") && (0, x.jsx)(Ud, {
		position: s,
		centerX: r,
		centerY: i,
		radius: t,
		onMouseDown: g,
		onMouseEnter: v,
		onMouseOut: y,
		type: "source"
	}), (e === !0 || e === "target") && (0, x.jsx)(Ud, {
		position: c,
		centerX: a,
		centerY: o,
		radius: t,
		onMouseDown: _,
		onMouseEnter: v,
		onMouseOut: y,
		type: "target"
	})] });
}
function Gd({ id: e, edgesFocusable: t, edgesReconnectable: n, elementsSelectable: r, onClick: i, onDoubleClick: a, onContextMenu: o, onMouseEnter: s, onMouseMove: c, onMouseLeave: l, reconnectRadius: u, onReconnect: d, onReconnectStart: f, onReconnectEnd: p, rfId: m, edgeTypes: h, noPanClassName: g, onError: _, disableKeyboardA11y: v }) {
	let y = W((t) => t.edgeLookup.get(e)), S = W((e) => e.defaultEdgeOptions);
	y = S ? {
		...S,
		...y
	} : y;
	let w = y.type || "default", T = h?.[w] || Rd[w];
	T === void 0 && (_?.("011", bo.error011(w)), w = "default", T = h?.default || Rd.default);
	let E = !!(y.focusable || t && y.focusable === void 0), D = d !== void 0 && (y.reconnectable || n && y.reconnectable === void 0), O = !!(y.selectable || r && y.selectable === void 0), k = (0, b.useRef)(null), [A, j] = (0, b.useState)(!1), [M, ee] = (0, b.useState)(!1), N = G(), { zIndex: P = y.zIndex, sourceX: te, sourceY: ne, targetX: re, targetY: ie, sourcePosition: F, targetPosition: ae } = W((0, b.useCallback)((t) => {
		let n = t.nodeLookup.get(y.source), r = t.nodeLookup.get(y.target);
		if (!n || !r) return zd;
		let i = Ks({
			id: e,
			sourceNode: n,
			targetNode: r,
			sourceHandle: y.sourceHandle || null,
			targetHandle: y.targetHandle || null,
			connectionMode: t.connectionMode,
			onError: _
		}), a = Ms({
			selected: y.selected,
			zIndex: y.zIndex,
			sourceNode: n,
			targetNode: r,
			elevateOnSelect: t.elevateEdgesOnSelect,
			zIndexMode: t.zIndexMode
		});
		return {
			...i || zd,
			zIndex: a
		};
	}, [
		y.source,
		y.target,
		y.sourceHandle,
		y.targetHandle,
		y.selected,
		y.zIndex,
		_
	]), _l), oe = (0, b.useMemo)(() => y.markerStart ? `url('#${Xs(y.markerStart, m)}')` : void 0, [y.markerStart, m]), se = (0, b.useMemo)(() => y.markerEnd ? `url('#${Xs(y.markerEnd, m)}')` : void 0, [y.markerEnd, m]);
	if (y.hidden || te === null || ne === null || re === null || ie === null) return null;
	let ce = (t) => {
		let { addSelectedEdges: n, unselectNodesAndEdges: r, multiSelectionActive: a } = N.getState();
		O && (N.setState({ nodesSelectionActive: !1 }), y.selected && a ? (r({
			nodes: [],
			edges: [y]
		}), k.current?.blur()) : n([e])), i && i(t, y);
	}, le = a ? (e) => {
		a(e, { ...y });
	} : void 0, ue = o ? (e) => {
		o(e, { ...y });
	} : void 0, de = s ? (e) => {
		s(e, { ...y });
	} : void 0, fe = c ? (e) => {
		c(e, { ...y });
	} : void 0, pe = l ? (e) => {
		l(e, { ...y });
	} : void 0;
	return (0, x.jsx)("svg", {
		style: { zIndex: P },
		children: (0, x.jsxs)("g", {
			className: C([
				"react-flow__edge",
				`react-flow__edge-${w}`,
				y.className,
				g,
				{
					selected: y.selected,
					animated: y.animated,
					inactive: !O && !i,
					updating: A,
					selectable: O
				}
			]),
			onClick: ce,
			onDoubleClick: le,
			onContextMenu: ue,
			onMouseEnter: de,
			onMouseMove: fe,
			onMouseLeave: pe,
			onKeyDown: E ? (t) => {
				if (!v && So.includes(t.key) && O) {
					let { unselectNodesAndEdges: n, addSelectedEdges: r } = N.getState();
					t.key === "Escape" ? (k.current?.blur(), n({ edges: [y] })) : r([e]);
				}
			} : void 0,
			tabIndex: E ? 0 : void 0,
			role: y.ariaRole ?? (E ? "group" : "img"),
			"aria-roledescription": "edge",
			"data-id": e,
			"data-testid": `rf__edge-${e}`,
			"aria-label": y.ariaLabel === null ? void 0 : y.ariaLabel || `Edge from ${y.source} to ${y.target}`,
			"aria-describedby": E ? `${wl}-${m}` : void 0,
			ref: k,
			...y.domAttributes,
			children: [!M && (0, x.jsx)(T, {
				id: e,
				source: y.source,
				target: y.target,
				type: y.type,
				selected: y.selected,
				animated: y.animated,
				selectable: O,
				deletable: y.deletable ?? !0,
				label: y.label,
				labelStyle: y.labelStyle,
				labelShowBg: y.labelShowBg,
				labelBgStyle: y.labelBgStyle,
				labelBgPadding: y.labelBgPadding,
				labelBgBorderRadius: y.labelBgBorderRadius,
				sourceX: te,
				sourceY: ne,
				targetX: re,
				targetY: ie,
				sourcePosition: F,
				targetPosition: ae,
				data: y.data,
				style: y.style,
				sourceHandleId: y.sourceHandle,
				targetHandleId: y.targetHandle,
				markerStart: oe,
				markerEnd: se,
				pathOptions: "pathOptions" in y ? y.pathOptions : void 0,
				interactionWidth: y.interactionWidth
			}), D && (0, x.jsx)(Wd, {
				edge: y,
				isReconnectable: D,
				reconnectRadius: u,
				onReconnect: d,
				onReconnectStart: f,
				onReconnectEnd: p,
				sourceX: te,
				sourceY: ne,
				targetX: re,
				targetY: ie,
				sourcePosition: F,
				targetPosition: ae,
				setUpdateHover: j,
				setReconnecting: ee
			})]
		})
	});
}
var Kd = (0, b.memo)(Gd), qd = (e) => ({
	edgesFocusable: e.edgesFocusable,
	edgesReconnectable: e.edgesReconnectable,
	elementsSelectable: e.elementsSelectable,
	connectionMode: e.connectionMode,
	onError: e.onError
});
function Jd({ defaultMarkerColor: e, onlyRenderVisibleElements: t, rfId: n, edgeTypes: r, noPanClassName: i, onReconnect: a, onEdgeContextMenu: o, onEdgeMouseEnter: s, onEdgeMouseMove: c, onEdgeMouseLeave: l, onEdgeClick: u, reconnectRadius: d, onEdgeDoubleClick: f, onReconnectStart: p, onReconnectEnd: m, disableKeyboardA11y: h }) {
	let { edgesFocusable: g, edgesReconnectable: _, elementsSelectable: v, onError: y } = W(qd, _l), b = ud(t);
	return (0, x.jsxs)("div", {
		className: "react-flow__edges",
		children: [(0, x.jsx)(_d, {
			defaultColor: e,
			rfId: n
		}), b.map((e) => (0, x.jsx)(Kd, {
			id: e,
			edgesFocusable: g,
			edgesReconnectable: _,
			elementsSelectable: v,
			noPanClassName: i,
			onReconnect: a,
			onContextMenu: o,
			onMouseEnter: s,
			onMouseMove: c,
			onMouseLeave: l,
			onClick: u,
			reconnectRadius: d,
			onDoubleClick: f,
			onReconnectStart: p,
			onReconnectEnd: m,
			rfId: n,
			onError: y,
			edgeTypes: r,
			disableKeyboardA11y: h
		}, e))]
	});
}
Jd.displayName = "EdgeRenderer";
var Yd = (0, b.memo)(Jd), Xd = (e) => `translate(${e[0]}px,${e[1]}px) scale(${e[2]})`;
function Zd({ children: e }) {
	let t = G(), n = (0, b.useRef)(null), [r] = (0, b.useState)(() => t.getState().transform);
	return uu(() => {
		let e = null, r = () => {
			let r = t.getState().transform;
			e && r[0] === e[0] && r[1] === e[1] && r[2] === e[2] || (e = r, n.current && (n.current.style.transform = Xd(r)));
		};
		return r(), t.subscribe(r);
	}, [t]), (0, x.jsx)("div", {
		ref: n,
		className: "react-flow__viewport xyflow__viewport react-flow__container",
		style: { transform: Xd(r) },
		children: e
	});
}
function Qd(e) {
	let t = _u(), n = (0, b.useRef)(!1);
	(0, b.useEffect)(() => {
		!n.current && t.viewportInitialized && e && (setTimeout(() => e(t), 1), n.current = !0);
	}, [e, t.viewportInitialized]);
}
var $d = (e) => e.panZoom?.syncViewport;
function ef(e) {
	let t = W($d), n = G();
	return (0, b.useEffect)(() => {
		e && (t?.(e), n.setState({ transform: [
			e.x,
			e.y,
			e.zoom
		] }));
	}, [e, t]), null;
}
function tf(e) {
	return e.connection.inProgress ? {
		...e.connection,
		to: is(e.connection.to, e.transform)
	} : { ...e.connection };
}
function nf(e) {
	return e ? (t) => e(tf(t)) : tf;
}
function rf(e) {
	return W(nf(e), _l);
}
var af = (e) => ({
	nodesConnectable: e.nodesConnectable,
	isValid: e.connection.isValid,
	inProgress: e.connection.inProgress,
	width: e.width,
	height: e.height
});
function of({ containerStyle: e, style: t, type: n, component: r }) {
	let { nodesConnectable: i, width: a, height: o, isValid: s, inProgress: c } = W(af, _l);
	return a && i && c ? (0, x.jsx)("svg", {
		style: e,
		width: a,
		height: o,
		className: "react-flow__connectionline react-flow__container",
		children: (0, x.jsx)("g", {
			className: C(["react-flow__connection", vs(s)]),
			children: (0, x.jsx)(sf, {
				style: t,
				type: n,
				CustomComponent: r,
				isValid: s
			})
		})
	}) : null;
}
var sf = ({ style: e, type: t = Oo.Bezier, CustomComponent: n, isValid: r }) => {
	let { inProgress: i, from: a, fromNode: o, fromHandle: s, fromPosition: c, to: l, toNode: u, toHandle: d, toPosition: f, pointer: p } = rf();
	if (!i) return;
	if (n) return (0, x.jsx)(n, {
		connectionLineType: t,
		connectionLineStyle: e,
		fromNode: o,
		fromHandle: s,
		fromX: a.x,
		fromY: a.y,
		toX: l.x,
		toY: l.y,
		fromPosition: c,
		toPosition: f,
		connectionStatus: vs(r),
		toNode: u,
		toHandle: d,
		pointer: p
	});
	let m = "", h = {
		sourceX: a.x,
		sourceY: a.y,
		sourcePosition: c,
		targetX: l.x,
		targetY: l.y,
		targetPosition: f
	};
	switch (t) {
		case Oo.Bezier:
			[m] = As(h);
			break;
		case Oo.SimpleBezier:
			[m] = Sd(h);
			break;
		case Oo.Step:
			[m] = Ws({
				...h,
				borderRadius: 0
			});
			break;
		case Oo.SmoothStep:
			[m] = Ws(h);
			break;
		default: [m] = Ls(h);
	}
	return (0, x.jsx)("path", {
		d: m,
		fill: "none",
		className: "react-flow__connection-path",
		style: e
	});
};
sf.displayName = "ConnectionLine";
var cf = {};
function lf(e = cf) {
	(0, b.useRef)(e), G(), (0, b.useEffect)(() => {}, [e]);
}
function uf() {
	G(), (0, b.useRef)(!1), (0, b.useEffect)(() => {}, []);
}
function df({ nodeTypes: e, edgeTypes: t, onInit: n, onNodeClick: r, onEdgeClick: i, onNodeDoubleClick: a, onEdgeDoubleClick: o, onNodeMouseEnter: s, onNodeMouseMove: c, onNodeMouseLeave: l, onNodeContextMenu: u, onSelectionContextMenu: d, onSelectionStart: f, onSelectionEnd: p, connectionLineType: m, connectionLineStyle: h, connectionLineComponent: g, connectionLineContainerStyle: _, selectionKeyCode: v, selectionOnDrag: y, selectionMode: b, multiSelectionKeyCode: S, panActivationKeyCode: C, zoomActivationKeyCode: w, deleteKeyCode: T, onlyRenderVisibleElements: E, elementsSelectable: D, defaultViewport: O, translateExtent: k, minZoom: A, maxZoom: j, preventScrolling: M, defaultMarkerColor: ee, zoomOnScroll: N, zoomOnPinch: P, panOnScroll: te, panOnScrollSpeed: ne, panOnScrollMode: re, zoomOnDoubleClick: ie, panOnDrag: F, autoPanOnSelection: ae, onPaneClick: oe, onPaneMouseEnter: se, onPaneMouseMove: ce, onPaneMouseLeave: le, onPaneScroll: ue, onPaneContextMenu: de, paneClickDistance: fe, nodeClickDistance: pe, onEdgeContextMenu: me, onEdgeMouseEnter: I, onEdgeMouseMove: L, onEdgeMouseLeave: he, reconnectRadius: ge, onReconnect: _e, onReconnectStart: ve, onReconnectEnd: ye, noDragClassName: be, noWheelClassName: xe, noPanClassName: Se, disableKeyboardA11y: Ce, nodeExtent: we, rfId: Te, viewport: Ee, onViewportChange: De, nodesDraggable: Oe }) {
	return lf(e), lf(t), uf(), Qd(n), ef(Ee), (0, x.jsx)(X, {
		onPaneClick: oe,
		onPaneMouseEnter: se,
		onPaneMouseMove: ce,
		onPaneMouseLeave: le,
		onPaneContextMenu: de,
		onPaneScroll: ue,
		paneClickDistance: fe,
		deleteKeyCode: T,
		selectionKeyCode: v,
		selectionOnDrag: y,
		selectionMode: b,
		onSelectionStart: f,
		onSelectionEnd: p,
		multiSelectionKeyCode: S,
		panActivationKeyCode: C,
		zoomActivationKeyCode: w,
		elementsSelectable: D,
		zoomOnScroll: N,
		zoomOnPinch: P,
		zoomOnDoubleClick: ie,
		panOnScroll: te,
		panOnScrollSpeed: ne,
		panOnScrollMode: re,
		panOnDrag: F,
		autoPanOnSelection: ae,
		defaultViewport: O,
		translateExtent: k,
		minZoom: A,
		maxZoom: j,
		onSelectionContextMenu: d,
		preventScrolling: M,
		noDragClassName: be,
		noWheelClassName: xe,
		noPanClassName: Se,
		disableKeyboardA11y: Ce,
		onViewportChange: De,
		isControlledViewport: !!Ee,
		children: (0, x.jsxs)(Zd, { children: [
			(0, x.jsx)(Yd, {
				edgeTypes: t,
				onEdgeClick: i,
				onEdgeDoubleClick: o,
				onReconnect: _e,
				onReconnectStart: ve,
				onReconnectEnd: ye,
				onlyRenderVisibleElements: E,
				onEdgeContextMenu: me,
				onEdgeMouseEnter: I,
				onEdgeMouseMove: L,
				onEdgeMouseLeave: he,
				reconnectRadius: ge,
				defaultMarkerColor: ee,
				noPanClassName: Se,
				disableKeyboardA11y: Ce,
				rfId: Te
			}),
			(0, x.jsx)(of, {
				style: h,
				type: m,
				component: g,
				containerStyle: _
			}),
			(0, x.jsx)("div", { className: "react-flow__edgelabel-renderer" }),
			(0, x.jsx)(ld, {
				nodeTypes: e,
				onNodeClick: r,
				onNodeDoubleClick: a,
				onNodeMouseEnter: s,
				onNodeMouseMove: c,
				onNodeMouseLeave: l,
				onNodeContextMenu: u,
				nodeClickDistance: pe,
				onlyRenderVisibleElements: E,
				noPanClassName: Se,
				noDragClassName: be,
				disableKeyboardA11y: Ce,
				nodeExtent: we,
				rfId: Te,
				nodesDraggable: Oe
			}),
			(0, x.jsx)("div", { className: "react-flow__viewport-portal" })
		] })
	});
}
df.displayName = "GraphView";
var ff = (0, b.memo)(df), pf = ns("React Flow", "https://reactflow.dev/"), Z = ({ nodes: e, edges: t, defaultNodes: n, defaultEdges: r, width: i, height: a, fitView: o, fitViewOptions: s, minZoom: c = .5, maxZoom: l = 2, nodeOrigin: u, nodeExtent: d, zIndexMode: f = "basic" } = {}) => {
	let p = /* @__PURE__ */ new Map(), m = /* @__PURE__ */ new Map(), h = /* @__PURE__ */ new Map(), g = /* @__PURE__ */ new Map(), _ = r ?? t ?? [], v = n ?? e ?? [], y = u ?? [0, 0], b = d ?? xo;
	hc(h, g, _);
	let { nodesInitialized: x } = oc(v, p, m, {
		nodeOrigin: y,
		nodeExtent: b,
		zIndexMode: f
	}), S = [
		0,
		0,
		1
	];
	if (o && i && a) {
		let { x: e, y: t, zoom: n } = ls(Io(p, { filter: (e) => !(!e.width && !e.initialWidth || !e.height && !e.initialHeight) }), i, a, c, l, s?.padding ?? .1);
		S = [
			e,
			t,
			n
		];
	}
	return {
		rfId: "1",
		width: i ?? 0,
		height: a ?? 0,
		transform: S,
		nodes: v,
		nodesInitialized: x,
		nodeLookup: p,
		parentLookup: m,
		edges: _,
		edgeLookup: g,
		connectionLookup: h,
		onNodesChange: null,
		onEdgesChange: null,
		hasDefaultNodes: n !== void 0,
		hasDefaultEdges: r !== void 0,
		panZoom: null,
		minZoom: c,
		maxZoom: l,
		translateExtent: xo,
		nodeExtent: b,
		nodesSelectionActive: !1,
		userSelectionActive: !1,
		userSelectionRect: null,
		connectionMode: wo.Strict,
		domNode: null,
		paneDragging: !1,
		noPanClassName: "nopan",
		nodeOrigin: y,
		nodeDragThreshold: 1,
		connectionDragThreshold: 1,
		snapGrid: [15, 15],
		snapToGrid: !1,
		nodesDraggable: !0,
		nodesConnectable: !0,
		nodesFocusable: !0,
		edgesFocusable: !0,
		edgesReconnectable: !0,
		elementsSelectable: !0,
		elevateNodesOnSelect: !0,
		elevateEdgesOnSelect: !0,
		selectNodesOnDrag: !0,
		multiSelectionActive: !1,
		fitViewQueued: o ?? !1,
		fitViewOptions: s,
		fitViewResolver: null,
		connection: { ...Do },
		connectionClickStartHandle: null,
		connectOnClick: !0,
		ariaLiveMessage: "",
		autoPanOnConnect: !0,
		autoPanOnNodeDrag: !0,
		autoPanOnNodeFocus: !0,
		autoPanSpeed: 15,
		connectionRadius: 20,
		onError: pf,
		isValidConnection: void 0,
		onSelectionChangeHandlers: [],
		lib: "react",
		debug: !1,
		ariaLabelConfig: Co,
		zIndexMode: f,
		defaultEdgeOptions: void 0,
		onNodesChangeMiddlewareMap: /* @__PURE__ */ new Map(),
		onEdgesChangeMiddlewareMap: /* @__PURE__ */ new Map(),
		onNodesDelete: void 0,
		onEdgesDelete: void 0,
		onDelete: void 0,
		onBeforeDelete: void 0,
		onViewportChangeStart: void 0,
		onViewportChange: void 0,
		onViewportChangeEnd: void 0,
		onNodeDragStart: void 0,
		onNodeDrag: void 0,
		onNodeDragStop: void 0,
		onSelectionDragStart: void 0,
		onSelectionDrag: void 0,
		onSelectionDragStop: void 0,
		onMoveStart: void 0,
		onMove: void 0,
		onMoveEnd: void 0,
		onConnect: void 0,
		onConnectStart: void 0,
		onConnectEnd: void 0,
		onClickConnectStart: void 0,
		onClickConnectEnd: void 0
	};
}, mf = ({ nodes: e, edges: t, defaultNodes: n, defaultEdges: r, width: i, height: a, fitView: o, fitViewOptions: s, minZoom: c, maxZoom: l, nodeOrigin: u, nodeExtent: d, zIndexMode: f }) => gl((p, m) => {
	async function h() {
		let { nodeLookup: e, panZoom: t, fitViewOptions: n, fitViewResolver: r, width: i, height: a, minZoom: o, maxZoom: s } = m();
		t && (await Bo({
			nodes: e,
			width: i,
			height: a,
			panZoom: t,
			minZoom: o,
			maxZoom: s
		}, n), r?.resolve(!0), p({ fitViewResolver: null }));
	}
	return {
		...Z({
			nodes: e,
			edges: t,
			width: i,
			height: a,
			fitView: o,
			fitViewOptions: s,
			minZoom: c,
			maxZoom: l,
			nodeOrigin: u,
			nodeExtent: d,
			defaultNodes: n,
			defaultEdges: r,
			zIndexMode: f
		}),
		setNodes: (e) => {
			let { nodeLookup: t, parentLookup: n, nodeOrigin: r, nodeExtent: i, elevateNodesOnSelect: a, fitViewQueued: o, zIndexMode: s, nodesSelectionActive: c } = m(), { nodesInitialized: l, hasSelectedNodes: u } = oc(e, t, n, {
				nodeOrigin: r,
				nodeExtent: i,
				elevateNodesOnSelect: a,
				checkEquality: !0,
				zIndexMode: s
			}), d = c && u;
			o && l ? (h(), p({
				nodes: e,
				nodesInitialized: l,
				fitViewQueued: !1,
				fitViewOptions: void 0,
				nodesSelectionActive: d
			})) : p({
				nodes: e,
				nodesInitialized: l,
				nodesSelectionActive: d
			});
		},
		setEdges: (e) => {
			let { connectionLookup: t, edgeLookup: n } = m();
			hc(t, n, e), p({ edges: e });
		},
		setDefaultNodesAndEdges: (e, t) => {
			if (e) {
				let { setNodes: t } = m();
				t(e), p({ hasDefaultNodes: !0 });
			}
			if (t) {
				let { setEdges: e } = m();
				e(t), p({ hasDefaultEdges: !0 });
			}
		},
		updateNodeInternals: (e) => {
			let { triggerNodeChanges: t, nodeLookup: n, parentLookup: r, domNode: i, nodeOrigin: a, nodeExtent: o, debug: s, fitViewQueued: c, zIndexMode: l } = m(), { changes: u, updatedInternals: d } = fc(e, n, r, i, a, o, l);
			d && (rc(n, r, {
				nodeOrigin: a,
				nodeExtent: o,
				zIndexMode: l
			}), c ? (h(), p({
				fitViewQueued: !1,
				fitViewOptions: void 0
			})) : p({}), u?.length > 0 && (s && console.log("React Flow: trigger node changes", u), t?.(u)));
		},
		updateNodePositions: (e, t = !1) => {
			let n = [], r = [], { nodeLookup: i, triggerNodeChanges: a, connection: o, updateConnection: s, onNodesChangeMiddlewareMap: c } = m();
			for (let [a, c] of e) {
				let e = i.get(a), l = !!(e?.expandParent && e?.parentId && c?.position), u = {
					id: a,
					type: "position",
					position: l ? {
						x: Math.max(0, c.position.x),
						y: Math.max(0, c.position.y)
					} : c.position,
					dragging: t
				};
				if (e && o.inProgress && o.fromNode.id === e.id) {
					let t = Js(e, o.fromHandle, B.Left, !0);
					s({
						...o,
						from: t
					});
				}
				l && e.parentId && n.push({
					id: a,
					parentId: e.parentId,
					rect: {
						...c.internals.positionAbsolute,
						width: c.measured.width ?? 0,
						height: c.measured.height ?? 0
					}
				}), r.push(u);
			}
			if (n.length > 0) {
				let { parentLookup: e, nodeOrigin: t } = m(), a = dc(n, i, e, t);
				r.push(...a);
			}
			for (let e of c.values()) r = e(r);
			a(r);
		},
		triggerNodeChanges: (e) => {
			let { onNodesChange: t, setNodes: n, nodes: r, hasDefaultNodes: i, debug: a } = m();
			e?.length && (i && n(eu(e, r)), a && console.log("React Flow: trigger node changes", e), t?.(e));
		},
		triggerEdgeChanges: (e) => {
			let { onEdgesChange: t, setEdges: n, edges: r, hasDefaultEdges: i, debug: a } = m();
			e?.length && (i && n(tu(e, r)), a && console.log("React Flow: trigger edge changes", e), t?.(e));
		},
		addSelectedNodes: (e) => {
			let { multiSelectionActive: t, edgeLookup: n, nodeLookup: r, triggerNodeChanges: i, triggerEdgeChanges: a } = m();
			t ? i(e.map((e) => nu(e, !0))) : (i(ru(r, /* @__PURE__ */ new Set([...e]))), a(ru(n)));
		},
		addSelectedEdges: (e) => {
			let { multiSelectionActive: t, edgeLookup: n, nodeLookup: r, triggerNodeChanges: i, triggerEdgeChanges: a } = m();
			t ? a(e.map((e) => nu(e, !0))) : (a(ru(n, /* @__PURE__ */ new Set([...e]))), i(ru(r, /* @__PURE__ */ new Set())));
		},
		unselectNodesAndEdges: ({ nodes: e, edges: t } = {}) => {
			let { edges: n, nodes: r, nodeLookup: i, triggerNodeChanges: a, triggerEdgeChanges: o } = m(), s = e || r, c = t || n, l = [];
			for (let e of s) e.selected && l.push(nu(e.id, !1));
			let u = [];
			for (let e of c) e.selected && u.push(nu(e.id, !1));
			a(l), o(u);
		},
		setMinZoom: (e) => {
			let { panZoom: t, maxZoom: n } = m();
			t?.setScaleExtent([e, n]), p({ minZoom: e });
		},
		setMaxZoom: (e) => {
			let { panZoom: t, minZoom: n } = m();
			t?.setScaleExtent([n, e]), p({ maxZoom: e });
		},
		setTranslateExtent: (e) => {
			m().panZoom?.setTranslateExtent(e), p({ translateExtent: e });
		},
		resetSelectedElements: () => {
			let { edges: e, nodes: t, triggerNodeChanges: n, triggerEdgeChanges: r, elementsSelectable: i } = m();
			if (!i) return;
			let a = t.reduce((e, t) => t.selected ? [...e, nu(t.id, !1)] : e, []), o = e.reduce((e, t) => t.selected ? [...e, nu(t.id, !1)] : e, []);
			n(a), r(o);
		},
		setNodeExtent: (e) => {
			let { nodes: t, nodeLookup: n, parentLookup: r, nodeOrigin: i, elevateNodesOnSelect: a, nodeExtent: o, zIndexMode: s } = m();
			(e[0][0] !== o[0][0] || e[0][1] !== o[0][1] || e[1][0] !== o[1][0] || e[1][1] !== o[1][1]) && (oc(t, n, r, {
				nodeOrigin: i,
				nodeExtent: e,
				elevateNodesOnSelect: a,
				checkEquality: !1,
				zIndexMode: s
			}), p({ nodeExtent: e }));
		},
		panBy: (e) => {
			let { transform: t, width: n, height: r, panZoom: i, translateExtent: a } = m();
			return pc({
				delta: e,
				panZoom: i,
				transform: t,
				translateExtent: a,
				width: n,
				height: r
			});
		},
		setCenter: async (e, t, n) => {
			let { width: r, height: i, maxZoom: a, panZoom: o } = m();
			if (!o) return !1;
			let s = n?.zoom === void 0 ? a : n.zoom;
			return await o.setViewport({
				x: r / 2 - e * s,
				y: i / 2 - t * s,
				zoom: s
			}, {
				duration: n?.duration,
				ease: n?.ease,
				interpolate: n?.interpolate
			}), !0;
		},
		cancelConnection: () => {
			p({ connection: { ...Do } });
		},
		updateConnection: (e) => {
			p({ connection: e });
		},
		reset: () => p({ ...Z() })
	};
}, Object.is);
function hf({ initialNodes: e, initialEdges: t, defaultNodes: n, defaultEdges: r, initialWidth: i, initialHeight: a, initialMinZoom: o, initialMaxZoom: s, initialFitViewOptions: c, fitView: l, nodeOrigin: u, nodeExtent: d, zIndexMode: f, children: p }) {
	let [m] = (0, b.useState)(() => mf({
		nodes: e,
		edges: t,
		defaultNodes: n,
		defaultEdges: r,
		width: i,
		height: a,
		fitView: l,
		minZoom: o,
		maxZoom: s,
		fitViewOptions: c,
		nodeOrigin: u,
		nodeExtent: d,
		zIndexMode: f
	}));
	return (0, x.jsx)(yl, {
		value: m,
		children: (0, x.jsx)(mu, { children: (0, x.jsx)(zu, { children: p }) })
	});
}
function gf({ children: e, nodes: t, edges: n, defaultNodes: r, defaultEdges: i, width: a, height: o, fitView: s, fitViewOptions: c, minZoom: l, maxZoom: u, nodeOrigin: d, nodeExtent: f, zIndexMode: p }) {
	return (0, b.useContext)(U) ? (0, x.jsx)(x.Fragment, { children: e }) : (0, x.jsx)(hf, {
		initialNodes: t,
		initialEdges: n,
		defaultNodes: r,
		defaultEdges: i,
		initialWidth: a,
		initialHeight: o,
		fitView: s,
		initialFitViewOptions: c,
		initialMinZoom: l,
		initialMaxZoom: u,
		nodeOrigin: d,
		nodeExtent: f,
		zIndexMode: p,
		children: e
	});
}
var _f = {
	width: "100%",
	height: "100%",
	overflow: "hidden",
	position: "relative",
	zIndex: 0
};
function vf({ nodes: e, edges: t, defaultNodes: n, defaultEdges: r, className: i, nodeTypes: a, edgeTypes: o, onNodeClick: s, onEdgeClick: c, onInit: l, onMove: u, onMoveStart: d, onMoveEnd: f, onConnect: p, onConnectStart: m, onConnectEnd: h, onClickConnectStart: g, onClickConnectEnd: _, onNodeMouseEnter: v, onNodeMouseMove: y, onNodeMouseLeave: S, onNodeContextMenu: w, onNodeDoubleClick: T, onNodeDragStart: E, onNodeDrag: D, onNodeDragStop: O, onNodesDelete: k, onEdgesDelete: A, onDelete: j, onSelectionChange: M, onSelectionDragStart: ee, onSelectionDrag: N, onSelectionDragStop: P, onSelectionContextMenu: te, onSelectionStart: ne, onSelectionEnd: re, onBeforeDelete: ie, connectionMode: F, connectionLineType: ae = Oo.Bezier, connectionLineStyle: oe, connectionLineComponent: se, connectionLineContainerStyle: ce, deleteKeyCode: le = "Backspace", selectionKeyCode: ue = "Shift", selectionOnDrag: de = !1, selectionMode: fe = Eo.Full, panActivationKeyCode: pe = "Space", multiSelectionKeyCode: me = us() ? "Meta" : "Control", zoomActivationKeyCode: I = us() ? "Meta" : "Control", snapToGrid: L, snapGrid: he, onlyRenderVisibleElements: ge = !1, selectNodesOnDrag: _e, nodesDraggable: ve, autoPanOnNodeFocus: ye, nodesConnectable: be, nodesFocusable: xe, nodeOrigin: Se = zl, edgesFocusable: Ce, edgesReconnectable: we, elementsSelectable: Te = !0, defaultViewport: Ee = Bl, minZoom: De = .5, maxZoom: Oe = 2, translateExtent: ke = xo, preventScrolling: Ae = !0, nodeExtent: je, defaultMarkerColor: Me = "#b1b1b7", zoomOnScroll: Ne = !0, zoomOnPinch: Pe = !0, panOnScroll: Fe = !1, panOnScrollSpeed: Ie = .5, panOnScrollMode: Le = To.Free, zoomOnDoubleClick: Re = !0, panOnDrag: ze = !0, onPaneClick: Be, onPaneMouseEnter: Ve, onPaneMouseMove: He, onPaneMouseLeave: Ue, onPaneScroll: We, onPaneContextMenu: Ge, paneClickDistance: Ke = 1, nodeClickDistance: qe = 0, children: Je, onReconnect: Ye, onReconnectStart: Xe, onReconnectEnd: Ze, onEdgeContextMenu: Qe, onEdgeDoubleClick: $e, onEdgeMouseEnter: et, onEdgeMouseMove: tt, onEdgeMouseLeave: nt, reconnectRadius: rt = 10, onNodesChange: it, onEdgesChange: at, noDragClassName: ot = "nodrag", noWheelClassName: st = "nowheel", noPanClassName: ct = "nopan", fitView: lt, fitViewOptions: ut, connectOnClick: dt, attributionPosition: ft, proOptions: pt, defaultEdgeOptions: mt, elevateNodesOnSelect: ht = !0, elevateEdgesOnSelect: gt = !1, disableKeyboardA11y: _t = !1, autoPanOnConnect: vt, autoPanOnNodeDrag: yt, autoPanOnSelection: bt = !0, autoPanSpeed: xt, connectionRadius: St, isValidConnection: Ct, onError: wt, style: Tt, id: Et, nodeDragThreshold: Dt, connectionDragThreshold: Ot, viewport: kt, onViewportChange: At, width: jt, height: Mt, colorMode: Nt = "light", debug: Pt, onScroll: Ft, ariaLabelConfig: It, zIndexMode: Lt = "basic", ...Rt }, zt) {
	let Bt = Et || "1", Vt = Kl(Nt), Ht = (0, b.useCallback)((e) => {
		e.currentTarget.scrollTo({
			top: 0,
			left: 0,
			behavior: "instant"
		}), Ft?.(e);
	}, [Ft]);
	return (0, x.jsx)("div", {
		"data-testid": "rf__wrapper",
		...Rt,
		onScroll: Ht,
		style: {
			...Tt,
			..._f
		},
		ref: zt,
		className: C([
			"react-flow",
			i,
			Vt
		]),
		id: Et,
		role: "application",
		children: (0, x.jsxs)(gf, {
			nodes: e,
			edges: t,
			width: jt,
			height: Mt,
			fitView: lt,
			fitViewOptions: ut,
			minZoom: De,
			maxZoom: Oe,
			nodeOrigin: Se,
			nodeExtent: je,
			zIndexMode: Lt,
			children: [
				(0, x.jsx)(Wl, {
					nodes: e,
					edges: t,
					defaultNodes: n,
					defaultEdges: r,
					onConnect: p,
					onConnectStart: m,
					onConnectEnd: h,
					onClickConnectStart: g,
					onClickConnectEnd: _,
					nodesDraggable: ve,
					autoPanOnNodeFocus: ye,
					nodesConnectable: be,
					nodesFocusable: xe,
					edgesFocusable: Ce,
					edgesReconnectable: we,
					elementsSelectable: Te,
					elevateNodesOnSelect: ht,
					elevateEdgesOnSelect: gt,
					minZoom: De,
					maxZoom: Oe,
					nodeExtent: je,
					onNodesChange: it,
					onEdgesChange: at,
					snapToGrid: L,
					snapGrid: he,
					connectionMode: F,
					translateExtent: ke,
					connectOnClick: dt,
					defaultEdgeOptions: mt,
					fitView: lt,
					fitViewOptions: ut,
					onNodesDelete: k,
					onEdgesDelete: A,
					onDelete: j,
					onNodeDragStart: E,
					onNodeDrag: D,
					onNodeDragStop: O,
					onSelectionDrag: N,
					onSelectionDragStart: ee,
					onSelectionDragStop: P,
					onMove: u,
					onMoveStart: d,
					onMoveEnd: f,
					noPanClassName: ct,
					nodeOrigin: Se,
					rfId: Bt,
					autoPanOnConnect: vt,
					autoPanOnNodeDrag: yt,
					autoPanSpeed: xt,
					onError: wt,
					connectionRadius: St,
					isValidConnection: Ct,
					selectNodesOnDrag: _e,
					nodeDragThreshold: Dt,
					connectionDragThreshold: Ot,
					onBeforeDelete: ie,
					debug: Pt,
					ariaLabelConfig: It,
					zIndexMode: Lt
				}),
				(0, x.jsx)(ff, {
					onInit: l,
					onNodeClick: s,
					onEdgeClick: c,
					onNodeMouseEnter: v,
					onNodeMouseMove: y,
					onNodeMouseLeave: S,
					onNodeContextMenu: w,
					onNodeDoubleClick: T,
					nodeTypes: a,
					edgeTypes: o,
					connectionLineType: ae,
					connectionLineStyle: oe,
					connectionLineComponent: se,
					connectionLineContainerStyle: ce,
					selectionKeyCode: ue,
					selectionOnDrag: de,
					selectionMode: fe,
					deleteKeyCode: le,
					multiSelectionKeyCode: me,
					panActivationKeyCode: pe,
					zoomActivationKeyCode: I,
					onlyRenderVisibleElements: ge,
					defaultViewport: Ee,
					translateExtent: ke,
					minZoom: De,
					maxZoom: Oe,
					preventScrolling: Ae,
					zoomOnScroll: Ne,
					zoomOnPinch: Pe,
					zoomOnDoubleClick: Re,
					panOnScroll: Fe,
					panOnScrollSpeed: Ie,
					panOnScrollMode: Le,
					panOnDrag: ze,
					autoPanOnSelection: bt,
					onPaneClick: Be,
					onPaneMouseEnter: Ve,
					onPaneMouseMove: He,
					onPaneMouseLeave: Ue,
					onPaneScroll: We,
					onPaneContextMenu: Ge,
					paneClickDistance: Ke,
					nodeClickDistance: qe,
					onSelectionContextMenu: te,
					onSelectionStart: ne,
					onSelectionEnd: re,
					onReconnect: Ye,
					onReconnectStart: Xe,
					onReconnectEnd: Ze,
					onEdgeContextMenu: Qe,
					onEdgeDoubleClick: $e,
					onEdgeMouseEnter: et,
					onEdgeMouseMove: tt,
					onEdgeMouseLeave: nt,
					reconnectRadius: rt,
					defaultMarkerColor: Me,
					noDragClassName: ot,
					noWheelClassName: st,
					noPanClassName: ct,
					rfId: Bt,
					disableKeyboardA11y: _t,
					nodeExtent: je,
					viewport: kt,
					onViewportChange: At,
					nodesDraggable: ve
				}),
				(0, x.jsx)(Rl, { onSelectionChange: M }),
				Je,
				(0, x.jsx)(Ml, {
					proOptions: pt,
					position: ft
				}),
				(0, x.jsx)(kl, {
					rfId: Bt,
					disableKeyboardA11y: _t
				})
			]
		})
	});
}
var yf = lu(vf), bf = (e) => e.domNode?.querySelector(".react-flow__viewport-portal");
function xf({ children: e }) {
	let t = W(bf);
	return t ? (0, vl.createPortal)(e, t) : null;
}
bo.error014();
function Sf({ dimensions: e, lineWidth: t, variant: n, className: r }) {
	return (0, x.jsx)("path", {
		strokeWidth: t,
		d: `M${e[0] / 2} 0 V${e[1]} M0 ${e[1] / 2} H${e[0]}`,
		className: C([
			"react-flow__background-pattern",
			n,
			r
		])
	});
}
function Cf({ radius: e, className: t }) {
	return (0, x.jsx)("circle", {
		cx: e,
		cy: e,
		r: e,
		className: C([
			"react-flow__background-pattern",
			"dots",
			t
		])
	});
}
var wf;
(function(e) {
	e.Lines = "lines", e.Dots = "dots", e.Cross = "cross";
})(wf ||= {});
var Tf = {
	[wf.Dots]: 1,
	[wf.Lines]: 1,
	[wf.Cross]: 6
}, Ef = (e) => ({
	transform: e.transform,
	patternId: `pattern-${e.rfId}`
});
function Df({ id: e, variant: t = wf.Dots, gap: n = 20, size: r, lineWidth: i = 1, offset: a = 0, color: o, bgColor: s, style: c, className: l, patternClassName: u }) {
	let d = (0, b.useRef)(null), { transform: f, patternId: p } = W(Ef, _l), m = r || Tf[t], h = t === wf.Dots, g = t === wf.Cross, _ = Array.isArray(n) ? n : [n, n], v = [_[0] * f[2] || 1, _[1] * f[2] || 1], y = m * f[2], S = Array.isArray(a) ? a : [a, a], w = g ? [y, y] : v, T = [S[0] * f[2] + w[0] / 2, S[1] * f[2] + w[1] / 2], E = `${p}${e || ""}`;
	return (0, x.jsxs)("svg", {
		className: C(["react-flow__background", l]),
		style: {
			...c,
			...Su,
			"--xy-background-color-props": s,
			"--xy-background-pattern-color-props": o
		},
		ref: d,
		"data-testid": "rf__background",
		children: [(0, x.jsx)("pattern", {
			id: E,
			x: f[0] % v[0],
			y: f[1] % v[1],
			width: v[0],
			height: v[1],
			patternUnits: "userSpaceOnUse",
			patternTransform: `translate(-${T[0]},-${T[1]})`,
			children: h ? (0, x.jsx)(Cf, {
				radius: y / 2,
				className: u
			}) : (0, x.jsx)(Sf, {
				dimensions: w,
				lineWidth: i,
				variant: t,
				className: u
			})
		}), (0, x.jsx)("rect", {
			x: "0",
			y: "0",
			width: "100%",
			height: "100%",
			fill: `url(#${E})`
		})]
	});
}
Df.displayName = "Background", (0, b.memo)(Df);
function Of() {
	return (0, x.jsx)("svg", {
		xmlns: "http://www.w3.org/2000/svg",
		viewBox: "0 0 32 32",
		children: (0, x.jsx)("path", { d: "M32 18.133H18.133V32h-4.266V18.133H0v-4.266h13.867V0h4.266v13.867H32z" })
	});
}
function kf() {
	return (0, x.jsx)("svg", {
		xmlns: "http://www.w3.org/2000/svg",
		viewBox: "0 0 32 5",
		children: (0, x.jsx)("path", { d: "M0 0h32v4.2H0z" })
	});
}
function Af() {
	return (0, x.jsx)("svg", {
		xmlns: "http://www.w3.org/2000/svg",
		viewBox: "0 0 32 30",
		children: (0, x.jsx)("path", { d: "M3.692 4.63c0-.53.4-.938.939-.938h5.215V0H4.708C2.13 0 0 2.054 0 4.63v5.216h3.692V4.631zM27.354 0h-5.2v3.692h5.17c.53 0 .984.4.984.939v5.215H32V4.631A4.624 4.624 0 0027.354 0zm.954 24.83c0 .532-.4.94-.939.94h-5.215v3.768h5.215c2.577 0 4.631-2.13 4.631-4.707v-5.139h-3.692v5.139zm-23.677.94c-.531 0-.939-.4-.939-.94v-5.138H0v5.139c0 2.577 2.13 4.707 4.708 4.707h5.138V25.77H4.631z" })
	});
}
function jf() {
	return (0, x.jsx)("svg", {
		xmlns: "http://www.w3.org/2000/svg",
		viewBox: "0 0 25 32",
		children: (0, x.jsx)("path", { d: "M21.333 10.667H19.81V7.619C19.81 3.429 16.38 0 12.19 0 8 0 4.571 3.429 4.571 7.619v3.048H3.048A3.056 3.056 0 000 13.714v15.238A3.056 3.056 0 003.048 32h18.285a3.056 3.056 0 003.048-3.048V13.714a3.056 3.056 0 00-3.048-3.047zM12.19 24.533a3.056 3.056 0 01-3.047-3.047 3.056 3.056 0 013.047-3.048 3.056 3.056 0 013.048 3.048 3.056 3.056 0 01-3.048 3.047zm4.724-13.866H7.467V7.619c0-2.59 2.133-4.724 4.723-4.724 2.591 0 4.724 2.133 4.724 4.724v3.048z" })
	});
}
function Mf() {
	return (0, x.jsx)("svg", {
		xmlns: "http://www.w3.org/2000/svg",
		viewBox: "0 0 25 32",
		children: (0, x.jsx)("path", { d: "M21.333 10.667H19.81V7.619C19.81 3.429 16.38 0 12.19 0c-4.114 1.828-1.37 2.133.305 2.438 1.676.305 4.42 2.59 4.42 5.181v3.048H3.047A3.056 3.056 0 000 13.714v15.238A3.056 3.056 0 003.048 32h18.285a3.056 3.056 0 003.048-3.048V13.714a3.056 3.056 0 00-3.048-3.047zM12.19 24.533a3.056 3.056 0 01-3.047-3.047 3.056 3.056 0 013.047-3.048 3.056 3.056 0 013.048 3.048 3.056 3.056 0 01-3.048 3.047z" })
	});
}
function Nf({ children: e, className: t, ...n }) {
	return (0, x.jsx)("button", {
		type: "button",
		className: C(["react-flow__controls-button", t]),
		...n,
		children: e
	});
}
var Pf = (e) => ({
	isInteractive: e.nodesDraggable || e.nodesConnectable || e.elementsSelectable,
	minZoomReached: e.transform[2] <= e.minZoom,
	maxZoomReached: e.transform[2] >= e.maxZoom,
	ariaLabelConfig: e.ariaLabelConfig
});
function Ff({ style: e, showZoom: t = !0, showFitView: n = !0, showInteractive: r = !0, fitViewOptions: i, onZoomIn: a, onZoomOut: o, onFitView: s, onInteractiveChange: c, className: l, children: u, position: d = "bottom-left", orientation: f = "vertical", "aria-label": p }) {
	let m = G(), { isInteractive: h, minZoomReached: g, maxZoomReached: _, ariaLabelConfig: v } = W(Pf, _l), { zoomIn: y, zoomOut: b, fitView: S } = _u();
	return (0, x.jsxs)(Al, {
		className: C([
			"react-flow__controls",
			f === "horizontal" ? "horizontal" : "vertical",
			l
		]),
		position: d,
		style: e,
		"data-testid": "rf__controls",
		"aria-label": p ?? v["controls.ariaLabel"],
		children: [
			t && (0, x.jsxs)(x.Fragment, { children: [(0, x.jsx)(Nf, {
				onClick: () => {
					y(), a?.();
				},
				className: "react-flow__controls-zoomin",
				title: v["controls.zoomIn.ariaLabel"],
				"aria-label": v["controls.zoomIn.ariaLabel"],
				disabled: _,
				children: (0, x.jsx)(Of, {})
			}), (0, x.jsx)(Nf, {
				onClick: () => {
					b(), o?.();
				},
				className: "react-flow__controls-zoomout",
				title: v["controls.zoomOut.ariaLabel"],
				"aria-label": v["controls.zoomOut.ariaLabel"],
				disabled: g,
				children: (0, x.jsx)(kf, {})
			})] }),
			n && (0, x.jsx)(Nf, {
				className: "react-flow__controls-fitview",
				onClick: () => {
					S(i), s?.();
				},
				title: v["controls.fitView.ariaLabel"],
				"aria-label": v["controls.fitView.ariaLabel"],
				children: (0, x.jsx)(Af, {})
			}),
			r && (0, x.jsx)(Nf, {
				className: "react-flow__controls-interactive",
				onClick: () => {
					m.setState({
						nodesDraggable: !h,
						nodesConnectable: !h,
						elementsSelectable: !h
					}), c?.(!h);
				},
				title: v["controls.interactive.ariaLabel"],
				"aria-label": v["controls.interactive.ariaLabel"],
				children: h ? (0, x.jsx)(Mf, {}) : (0, x.jsx)(jf, {})
			}),
			u
		]
	});
}
Ff.displayName = "Controls", (0, b.memo)(Ff);
function If({ id: e, x: t, y: n, width: r, height: i, style: a, color: o, strokeColor: s, strokeWidth: c, className: l, borderRadius: u, shapeRendering: d, selected: f, onClick: p }) {
	let { background: m, backgroundColor: h } = a || {}, g = o || m || h;
	return (0, x.jsx)("rect", {
		className: C([
			"react-flow__minimap-node",
			{ selected: f },
			l
		]),
		x: t,
		y: n,
		rx: u,
		ry: u,
		width: r,
		height: i,
		style: {
			fill: g,
			stroke: s,
			strokeWidth: c
		},
		shapeRendering: d,
		onClick: p ? (t) => p(t, e) : void 0
	});
}
var Lf = (0, b.memo)(If), Rf = (e) => e.nodes.map((e) => e.id), zf = (e) => e instanceof Function ? e : () => e;
function Bf({ nodeStrokeColor: e, nodeColor: t, nodeClassName: n = "", nodeBorderRadius: r = 5, nodeStrokeWidth: i, nodeComponent: a = Lf, onClick: o }) {
	let s = W(Rf, _l), c = zf(t), l = zf(e), u = zf(n), d = typeof window > "u" || window.chrome ? "crispEdges" : "geometricPrecision";
	return (0, x.jsx)(x.Fragment, { children: s.map((e) => (0, x.jsx)(Q, {
		id: e,
		nodeColorFunc: c,
		nodeStrokeColorFunc: l,
		nodeClassNameFunc: u,
		nodeBorderRadius: r,
		nodeStrokeWidth: i,
		NodeComponent: a,
		onClick: o,
		shapeRendering: d
	}, e)) });
}
function Vf({ id: e, nodeColorFunc: t, nodeStrokeColorFunc: n, nodeClassNameFunc: r, nodeBorderRadius: i, nodeStrokeWidth: a, shapeRendering: o, NodeComponent: s, onClick: c }) {
	let { node: l, x: u, y: d, width: f, height: p } = W((t) => {
		let n = t.nodeLookup.get(e);
		if (!n) return {
			node: void 0,
			x: 0,
			y: 0,
			width: 0,
			height: 0
		};
		let r = n.internals.userNode, { x: i, y: a } = n.internals.positionAbsolute, { width: o, height: s } = fs(r);
		return {
			node: r,
			x: i,
			y: a,
			width: o,
			height: s
		};
	}, _l);
	return !l || l.hidden || !ps(l) ? null : (0, x.jsx)(s, {
		x: u,
		y: d,
		width: f,
		height: p,
		style: l.style,
		selected: !!l.selected,
		className: r(l),
		color: t(l),
		borderRadius: i,
		strokeColor: n(l),
		strokeWidth: a,
		shapeRendering: o,
		onClick: c,
		id: l.id
	});
}
var Q = (0, b.memo)(Vf), Hf = (0, b.memo)(Bf), Uf = 200, Wf = 150, Gf = (e) => !e.hidden, Kf = (e) => {
	let t = {
		x: -e.transform[0] / e.transform[2],
		y: -e.transform[1] / e.transform[2],
		width: e.width / e.transform[2],
		height: e.height / e.transform[2]
	}, n = !1;
	for (let t of e.nodeLookup.values()) if (!t.hidden) {
		n = !0;
		break;
	}
	return {
		viewBB: t,
		boundingRect: n ? Zo(Io(e.nodeLookup, { filter: Gf }), t) : t,
		rfId: e.rfId,
		panZoom: e.panZoom,
		translateExtent: e.translateExtent,
		flowWidth: e.width,
		flowHeight: e.height,
		ariaLabelConfig: e.ariaLabelConfig
	};
}, qf = (e, t) => e.x === t.x && e.y === t.y && e.width === t.width && e.height === t.height, Jf = (e, t) => qf(e.viewBB, t.viewBB) && qf(e.boundingRect, t.boundingRect) && e.rfId === t.rfId && e.panZoom === t.panZoom && e.translateExtent === t.translateExtent && e.flowWidth === t.flowWidth && e.flowHeight === t.flowHeight && e.ariaLabelConfig === t.ariaLabelConfig, Yf = "react-flow__minimap-desc";
function Xf({ style: e, className: t, nodeStrokeColor: n, nodeColor: r, nodeClassName: i = "", nodeBorderRadius: a = 5, nodeStrokeWidth: o, nodeComponent: s, bgColor: c, maskColor: l, maskStrokeColor: u, maskStrokeWidth: d, position: f = "bottom-right", onClick: p, onNodeClick: m, pannable: h = !1, zoomable: g = !1, ariaLabel: _, inversePan: v, zoomStep: y = 1, offsetScale: S = 5 }) {
	let w = G(), T = (0, b.useRef)(null), { boundingRect: E, panZoom: D, viewBB: O, rfId: k, translateExtent: A, flowWidth: j, flowHeight: M, ariaLabelConfig: ee } = W(Kf, Jf), N = e?.width ?? Uf, P = e?.height ?? Wf, te = E.width / N, ne = E.height / P, re = Math.max(te, ne), ie = re * N, F = re * P, ae = S * re, oe = E.x - (ie - E.width) / 2 - ae, se = E.y - (F - E.height) / 2 - ae, ce = ie + ae * 2, le = F + ae * 2, ue = `${Yf}-${k}`, de = (0, b.useRef)(0), fe = (0, b.useRef)();
	de.current = re, (0, b.useEffect)(() => {
		let e = w.getState().panZoom;
		if (T.current && e) return fe.current = Mc({
			domNode: T.current,
			panZoom: e,
			getTransform: () => w.getState().transform,
			getViewScale: () => de.current
		}), () => {
			fe.current?.destroy();
		};
	}, [D]), (0, b.useEffect)(() => {
		fe.current?.update({
			translateExtent: A,
			width: j,
			height: M,
			inversePan: v,
			pannable: h,
			zoomStep: y,
			zoomable: g
		});
	}, [
		h,
		g,
		v,
		y,
		A,
		j,
		M
	]);
	let pe = p ? (e) => {
		let [t, n] = fe.current?.pointer(e) || [0, 0];
		p(e, {
			x: t,
			y: n
		});
	} : void 0, me = (0, b.useCallback)((e, t) => {
		let n = w.getState().nodeLookup.get(t).internals.userNode;
		m?.(e, n);
	}, [m]), I = m ? me : void 0, L = _ ?? ee["minimap.ariaLabel"];
	return (0, x.jsx)(Al, {
		position: f,
		style: {
			...e,
			"--xy-minimap-background-color-props": typeof c == "string" ? c : void 0,
			"--xy-minimap-mask-background-color-props": typeof l == "string" ? l : void 0,
			"--xy-minimap-mask-stroke-color-props": typeof u == "string" ? u : void 0,
			"--xy-minimap-mask-stroke-width-props": typeof d == "number" ? d * re : void 0,
			"--xy-minimap-node-background-color-props": typeof r == "string" ? r : void 0,
			"--xy-minimap-node-stroke-color-props": typeof n == "string" ? n : void 0,
			"--xy-minimap-node-stroke-width-props": typeof o == "number" ? o : void 0
		},
		className: C(["react-flow__minimap", t]),
		"data-testid": "rf__minimap",
		children: (0, x.jsxs)("svg", {
			width: N,
			height: P,
			viewBox: `${oe} ${se} ${ce} ${le}`,
			className: "react-flow__minimap-svg",
			role: "img",
			"aria-labelledby": ue,
			ref: T,
			onClick: pe,
			children: [
				L && (0, x.jsx)("title", {
					id: ue,
					children: L
				}),
				(0, x.jsx)(Hf, {
					onClick: I,
					nodeColor: r,
					nodeStrokeColor: n,
					nodeBorderRadius: a,
					nodeClassName: i,
					nodeStrokeWidth: o,
					nodeComponent: s
				}),
				(0, x.jsx)("path", {
					className: "react-flow__minimap-mask",
					d: `M${oe - ae},${se - ae}h${ce + ae * 2}v${le + ae * 2}h${-ce - ae * 2}z
        M${O.x},${O.y}h${O.width}v${O.height}h${-O.width}z`,
					fillRule: "evenodd",
					pointerEvents: "none"
				})
			]
		})
	});
}
Xf.displayName = "MiniMap";
var Zf = (0, b.memo)(Xf), Qf = (e) => (t) => e ? `${Math.max(1 / t.transform[2], 1)}` : void 0, $f = {
	[qc.Line]: "right",
	[qc.Handle]: "bottom-right"
};
function ep({ nodeId: e, position: t, variant: n = qc.Handle, className: r, style: i = void 0, children: a, color: o, minWidth: s = 10, minHeight: c = 10, maxWidth: l = Number.MAX_VALUE, maxHeight: u = Number.MAX_VALUE, keepAspectRatio: d = !1, resizeDirection: f, autoScale: p = !0, shouldResize: m, onResizeStart: h, onResize: g, onResizeEnd: _ }) {
	let v = Iu(), y = typeof e == "string" ? e : v, S = G(), w = (0, b.useRef)(null), T = n === qc.Handle, E = W((0, b.useCallback)(Qf(T && p), [T, p]), _l), D = (0, b.useRef)(null), O = t ?? $f[n];
	(0, b.useEffect)(() => {
		if (w.current && y) return D.current ||= il({
			domNode: w.current,
			nodeId: y,
			getStoreItems: () => {
				let { nodeLookup: e, transform: t, snapGrid: n, snapToGrid: r, nodeOrigin: i, domNode: a } = S.getState();
				return {
					nodeLookup: e,
					transform: t,
					snapGrid: n,
					snapToGrid: r,
					nodeOrigin: i,
					paneDomNode: a
				};
			},
			onChange: (e, t) => {
				let { triggerNodeChanges: n, nodeLookup: r, parentLookup: i, nodeOrigin: a } = S.getState(), o = [], s = {
					x: e.x,
					y: e.y
				}, c = r.get(y);
				if (c && c.expandParent && c.parentId) {
					let t = c.origin ?? a, n = e.width ?? c.measured.width ?? 0, l = e.height ?? c.measured.height ?? 0, u = dc([{
						id: c.id,
						parentId: c.parentId,
						rect: {
							width: n,
							height: l,
							...ms({
								x: e.x ?? c.position.x,
								y: e.y ?? c.position.y
							}, {
								width: n,
								height: l
							}, c.parentId, r, t)
						}
					}], r, i, a);
					o.push(...u), s.x = e.x ? Math.max(t[0] * n, e.x) : void 0, s.y = e.y ? Math.max(t[1] * l, e.y) : void 0;
				}
				if (s.x !== void 0 && s.y !== void 0) {
					let e = {
						id: y,
						type: "position",
						position: { ...s }
					};
					o.push(e);
				}
				if (e.width !== void 0 && e.height !== void 0) {
					let t = {
						id: y,
						type: "dimensions",
						resizing: !0,
						setAttributes: f ? f === "horizontal" ? "width" : "height" : !0,
						dimensions: {
							width: e.width,
							height: e.height
						}
					};
					o.push(t);
				}
				for (let e of t) {
					let t = {
						...e,
						type: "position"
					};
					o.push(t);
				}
				n(o);
			},
			onEnd: ({ width: e, height: t }) => {
				let n = {
					id: y,
					type: "dimensions",
					resizing: !1,
					dimensions: {
						width: e,
						height: t
					}
				};
				S.getState().triggerNodeChanges([n]);
			}
		}), D.current.update({
			controlPosition: O,
			boundaries: {
				minWidth: s,
				minHeight: c,
				maxWidth: l,
				maxHeight: u
			},
			keepAspectRatio: d,
			resizeDirection: f,
			onResizeStart: h,
			onResize: g,
			onResizeEnd: _,
			shouldResize: m
		}), () => {
			D.current?.destroy();
		};
	}, [
		O,
		s,
		c,
		l,
		u,
		d,
		h,
		g,
		_,
		m
	]);
	let k = O.split("-");
	return (0, x.jsx)("div", {
		className: C([
			"react-flow__resize-control",
			"nodrag",
			...k,
			n,
			r
		]),
		ref: w,
		style: {
			...i,
			scale: E,
			...o && { [T ? "backgroundColor" : "borderColor"]: o }
		},
		children: a
	});
}
(0, b.memo)(ep);
// src/layout/measure.ts
function tp(e, t) {
	let n = 1, r = 0;
	for (let i of e.split(/\s+/)) {
		let e = Math.min(i.length, t);
		r > 0 && r + 1 + e > t ? (n += 1, r = e) : r += e + +(r > 0);
	}
	return n;
}
function np(e, t, n) {
	let r = Math.floor((n - 46) / 6.1);
	return (e.problems ?? []).slice(0, 2).flatMap((e) => {
		let n = t[e];
		if (n === void 0) return [];
		let i = Math.min(5, tp(n.problem, r)), a = i * 16 + 12 + (n.fix ? 26 : 0);
		return [{
			index: e,
			severity: n.severity,
			lines: i,
			height: a
		}];
	});
}
function rp(e, t) {
	let n = (e.problems?.length ?? 0) > t.length && t.length > 0 ? 18 : 0;
	return t.reduce((e, t) => e + t.height + 5, 0) + n;
}
function ip(e, t, n) {
	let r = np(e, t, 236), i = n && e.kind === "Identity" && e.block === "layer" && r.length === 0, a = e.detail || e.block === "shared" ? 17 : 0, o = i ? 26 : 32 + a + 2;
	return {
		node: e,
		form: i ? "chip" : "card",
		lane: !1,
		top: o,
		problems: r,
		children: [],
		width: i ? 92 : 236,
		height: o + rp(e, r) + (r.length > 0 ? 4 : 0)
	};
}
function ap(e, t) {
	let n = np(e, t, 236);
	return {
		node: e,
		form: "folded",
		lane: !1,
		top: 52,
		problems: n,
		children: [],
		width: 236,
		height: 52 + rp(e, n) + (n.length > 0 ? 4 : 0)
	};
}
function op(e) {
	return e.reduce((e, t) => e + t, 0);
}
function sp(e) {
	let t = e.names ?? "{i}", n = t.replace("{i}", "0"), r = e.count ?? 1;
	return r < 2 ? n : `${n} … ${t.replace("{i}", String(r - 1))}`;
}
function cp(e, t, n, r) {
	let i = lp(e, t, n, r);
	return r?.block === "repeat" ? {
		...i,
		copies: sp(r)
	} : i;
}
function lp(e, t, n, r) {
	if (e.children === void 0) return ip(e, t, r?.block === "parallel");
	if (n(e.id)) return ap(e, t);
	let i = e.children.map((r) => cp(r, t, n, e)), a = e.block === "sequential" && (r?.block === "parallel" || r?.block === "repeat"), o = a ? 8 : 14, s = e.block === "parallel" ? op(i.map((e) => e.width)) + 18 * Math.max(0, i.length - 1) : Math.max(0, ...i.map((e) => e.width)), c = Math.max(236, s) + 2 * o, l = np(e, t, c), u = (a ? 28 : 34) + rp(e, l), d = {
		node: e,
		lane: a,
		width: c,
		top: u,
		problems: l,
		children: i
	}, f = i.map((e) => e.height);
	if (e.block === "parallel") {
		let e = Math.max(46, ...f);
		return {
			...d,
			form: "parallel",
			height: u + 32 + e + 24 + 14
		};
	}
	if (e.block === "repeat") return {
		...d,
		form: "repeat",
		height: u + op(f) + 14
	};
	if (i.length === 0) return {
		...d,
		form: "empty-sequential",
		height: u + 46 + o
	};
	let p = op(f) + 24 * (i.length - 1) + 32;
	return {
		...d,
		form: "sequential",
		height: u - 4 + p
	};
}
// src/layout/layout.ts
var up = {
	add: "+ add",
	mul: "× mul",
	cat: "cat",
	stack: "stack",
	none: "tuple"
};
function dp(e) {
	return (e ?? []).join(", ");
}
function fp(e) {
	let t = up[e.merge ?? "add"] ?? "";
	return e.merge === "cat" || e.merge === "stack" ? `${t} dim ${e.dim ?? 1}` : t;
}
function pp(e) {
	return `[${e.shape.join(", ")}]`;
}
var mp = class {
	blocks = [];
	pills = [];
	wires = [];
	places = [];
	width = 0;
	height = 0;
	down(e, t, n, r, i) {
		this.wires.push({
			key: e,
			x1: t,
			y1: n,
			x2: t,
			y2: r,
			...i ? { label: i } : {},
			...i === "" ? { unknown: !0 } : {}
		});
	}
	across(e, t, n, r) {
		t !== n && this.wires.push({
			key: e,
			x1: t,
			y1: r,
			x2: n,
			y2: r
		});
	}
	place(e, t, n, r, i) {
		this.places.push({
			key: `${t.id}-${n}-${e}`,
			parent: t.id,
			index: n,
			depth: r,
			form: e,
			...i
		});
	}
	between(e, t, n, r, i, a, o) {
		this.place("between", e, t, n, {
			x: r - o / 2,
			y: i,
			width: o,
			height: a
		});
	}
	pill(e, t, n, r, i, a) {
		let o = Math.max(44, 26 + n.length * 7.4), s = e === "merge" ? 24 : 26, c = {
			id: t,
			pill: e,
			text: n,
			block: a,
			x: r - o / 2,
			y: i,
			width: o,
			height: s
		};
		return this.pills.push(c), c;
	}
	block(e, t, n, r, i, a) {
		switch (this.blocks.push({
			id: e.node.id,
			depth: r,
			position: i,
			siblings: a,
			measured: e,
			x: t - e.width / 2,
			y: n,
			width: e.width,
			height: e.height
		}), e.form) {
			case "sequential": return this.stack(e, t, n + e.top - 4, r + 1, 16, !1);
			case "empty-sequential": return this.empty(e, t, n + e.top, r + 1);
			case "parallel": return this.columns(e, t, n + e.top, r + 1);
			case "repeat": return this.only(e, t, n + e.top, r + 1);
			case "folded":
				e.node.block === "sequential" && this.place("into", e.node, e.node.children?.length ?? 0, r + 1, {
					x: t - 90,
					y: n + 8,
					width: 180,
					height: e.height - 16
				});
				return;
			case "card":
			case "chip": return;
		}
	}
	stack(e, t, n, r, i, a) {
		let { node: o, children: s } = e, c = Math.max(236, e.width - 16), l = n;
		s.forEach((e, n) => {
			let u = n === 0 ? i : 24, d = n === 0 ? o.in : s[n - 1]?.node.out;
			n > 0 || a ? this.down(`${o.id}-${n}`, t, l, l + u, dp(d)) : this.down(`${o.id}-0`, t, l + 4, l + u), this.between(o, n, r, t, l, u, c), this.block(e, t, l + u, r, n + 1, s.length), l += u + e.height;
		});
		let u = s[s.length - 1];
		this.down(`${o.id}-${s.length}`, t, l, l + i, a ? dp(u?.node.out) : void 0), this.between(o, s.length, r, t, l, i, c);
	}
	empty(e, t, n, r) {
		let i = e.width - 2 * (e.lane ? 8 : 14);
		this.place("empty", e.node, 0, r, {
			x: t - i / 2,
			y: n,
			width: i,
			height: 46
		});
	}
	only(e, t, n, r) {
		let i = e.children[0];
		i !== void 0 && this.block(i, t, n, r, 1, 1);
	}
	columns(e, t, n, r) {
		let { node: i, children: a } = e, o = Math.max(46, ...a.map((e) => e.height)), s = a.reduce((e, t) => e + t.width, 0) + 18 * Math.max(0, a.length - 1), c = n + 16 + o + 16, l = [], u = t - s / 2;
		a.forEach((e, t) => {
			let s = u + e.width / 2;
			l.push(s);
			let d = e.form === "chip" ? n + 16 + (o - e.height) / 2 : n + 16;
			this.down(`${i.id}-in-${t}`, s, n, d), this.column(i, t, r, u - 18, n, c), this.block(e, s, d, r, t + 1, a.length), this.down(`${i.id}-out-${t}`, s, d + e.height, c, e.form === "chip" ? void 0 : dp(e.node.out)), u += e.width + 18;
		}), a.length === 0 ? this.place("empty", i, 0, r, {
			x: t - 118,
			y: n + 16,
			width: 236,
			height: o
		}) : this.column(i, a.length, r, u - 18, n, c);
		let [d, f] = [l[0] ?? t, l[l.length - 1] ?? t];
		this.across(`${i.id}-split`, Math.min(d, t), Math.max(f, t), n), this.across(`${i.id}-join`, Math.min(d, t), Math.max(f, t), c), this.pill("merge", `merge-${i.id}`, fp(i), t, c - 1, i.id), this.down(`${i.id}-merged`, t, c + 24 - 1, c + 24 + 14);
	}
	column(e, t, n, r, i, a) {
		this.place("column", e, t, n, {
			x: r,
			y: i + 16 - 4,
			width: 18,
			height: a - i - 32 + 8
		});
	}
	inputs(e) {
		if (e.length <= 1) {
			let t = e[0];
			return t !== void 0 && this.pill("input", `input-${t.name}`, t.name, 0, 0, null), 26;
		}
		let t = Math.max(...e.map((e) => 60 + pp(e).length * 7), 90), n = -t * (e.length - 1) / 2;
		return e.forEach((e, r) => {
			let i = n + r * t;
			this.pill("input", `input-${e.name}`, e.name, i, 0, null), this.down(`input-${e.name}`, i, 26, 50, pp(e));
		}), this.across("inputs", n, -n, 50), 50;
	}
	measureExtent() {
		let e = Math.min(0, ...this.blocks.map((e) => e.x), ...this.pills.map((e) => e.x));
		this.width = -2 * e, this.height = Math.max(0, ...this.pills.map((e) => e.y + e.height));
	}
};
function hp({ tree: e, inputs: t, problems: n, isFolded: r }) {
	let i = new mp(), a = i.inputs(t), o = t.length === 1 && t[0] !== void 0 ? pp(t[0]) : void 0, s = cp(e, n, (t) => t !== e.id && r(t));
	if (e.block === "sequential" && s.children.length > 0) {
		let t = Math.max(...s.children.map((e) => e.width)), n = {
			...s,
			width: t,
			node: {
				...e,
				in: o === void 0 ? [""] : [o]
			}
		};
		i.stack(n, 0, a, 0, 24, !0);
		let r = s.children.reduce((e, t) => e + t.height, 0) + 24 * (s.children.length + 1);
		i.pill("output", "output", "out", 0, a + r, null);
	} else e.block === "sequential" ? (i.down("first", 0, a, a + 24, o), i.empty({
		...s,
		width: 264
	}, 0, a + 24, 0), i.down("last", 0, a + 24 + 46, a + 48 + 46), i.pill("output", "output", "out", 0, a + 48 + 46, null)) : (i.down("first", 0, a, a + 24, o), i.block(s, 0, a + 24, 0, 1, 1), i.down("last", 0, a + 24 + s.height, a + 48 + s.height, dp(e.out)), i.pill("output", "output", "out", 0, a + 48 + s.height, null));
	return i.measureExtent(), i;
}
// src/session/store.ts
function gp(e) {
	let t = e, n = /* @__PURE__ */ new Set();
	return {
		get: () => t,
		set: (e) => {
			t = {
				...t,
				...e
			};
			for (let e of [...n]) e();
		},
		subscribe: (e) => (n.add(e), () => n.delete(e))
	};
}
function _p(e, t) {
	return (0, b.useSyncExternalStore)(e.subscribe, () => t(e.get()));
}
// src/session/context.ts
var vp = (0, b.createContext)(null);
function yp() {
	let e = (0, b.useContext)(vp);
	if (e === null) throw Error("No session: the component stands outside the Build page.");
	return e;
}
function $(e) {
	return _p(yp().store, e);
}
// src/session/view.ts
function bp(e) {
	return `nnblocks:${e}`;
}
function xp(e) {
	try {
		let t = JSON.parse(sessionStorage.getItem(bp(e)) ?? "{}");
		return {
			...t,
			folded: Array.isArray(t.folded) ? t.folded : []
		};
	} catch {
		return { folded: [] };
	}
}
function Sp(e, t) {
	try {
		sessionStorage.setItem(bp(e), JSON.stringify({
			...xp(e),
			...t
		}));
	} catch {}
}
// src/model/tree.ts
function Cp(e) {
	let t = /* @__PURE__ */ new Map(), n = (e, r, i, a) => {
		t.set(e.id, {
			node: e,
			parent: r,
			index: i,
			depth: a
		}), e.children?.forEach((t, r) => n(t, e, r, a + 1));
	};
	return n(e, null, 0, 0), t;
}
function wp(e) {
	return e.block === "sequential" || e.block === "parallel" || e.block === "repeat";
}
function Tp(e) {
	return e.block === "sequential" || e.block === "parallel";
}
function* Ep(e) {
	for (let t of e.children ?? []) yield t, yield* Ep(t);
}
function Dp(e) {
	let t = 0;
	for (let n of Ep(e)) t += 1;
	return t;
}
function Op(e, t, n) {
	for (let r = t; r !== void 0; r = e.get(r)?.parent?.id) if (r === n) return !0;
	return !1;
}
function kp(e, t) {
	let n = new Set(t), r = [];
	for (let [t, i] of e) {
		if (!n.has(t)) continue;
		let a = i.parent;
		for (; a !== null && !n.has(a.id);) a = e.get(a.id)?.parent ?? null;
		a === null && r.push(t);
	}
	return r;
}
function Ap(e, t) {
	return t.group === void 0 ? [] : [e, ...Ep(e)].filter((e) => e.group === t.group);
}
function jp(e, t) {
	if (e === t) return !0;
	if (typeof e != "object" || typeof t != "object" || e === null || t === null || Array.isArray(e) !== Array.isArray(t)) return !1;
	let [n, r] = [Object.keys(e), Object.keys(t)], [i, a] = [e, t];
	return n.length === r.length && n.every((e) => e in a && jp(i[e], a[e]));
}
function Mp(e, t) {
	if (e === null) return t;
	let n = new Map([e, ...Ep(e)].map((e) => [e.id, e])), r = (e) => {
		let t = n.get(e.id), i = e.children?.map(r), a = i === void 0 ? e : {
			...e,
			children: i
		};
		if (t === void 0) return a;
		let o = (t.children ?? []).length === (i ?? []).length && (i ?? []).every((e, n) => e === t.children?.[n]), { children: s, ...c } = a, { children: l, ...u } = t;
		return o && jp(c, u) ? t : a;
	};
	return r(t);
}
// src/model/blocks.ts
var Np = "abcdefghijklmnopqrstuvwxyz0123456789";
function Pp() {
	let e = crypto.getRandomValues(/* @__PURE__ */ new Uint8Array(10));
	return Array.from(e, (e) => Np[e % 36]).join("");
}
var Fp = [
	{
		name: "Sequential",
		note: "f → g",
		summary: "Blocks one after another: each takes what the one before it returns."
	},
	{
		name: "Residual",
		note: "x + f(x)",
		summary: "Adds its input to what its body returns: x + f(x)."
	},
	{
		name: "Parallel",
		note: "add · cat",
		summary: "Every branch gets the same input; what they return is added, multiplied, concatenated or stacked."
	},
	{
		name: "Repeat",
		note: "× n",
		summary: "Independent copies of one block, one after another."
	}
];
function Ip(e) {
	return {
		block: "sequential",
		id: Pp(),
		...e === void 0 ? {} : { name: e },
		children: []
	};
}
function Lp(e) {
	switch (e) {
		case "Residual": return {
			block: "parallel",
			id: Pp(),
			merge: "add",
			children: [Ip("body"), {
				block: "layer",
				id: Pp(),
				name: "skip",
				kind: "Identity"
			}]
		};
		case "Parallel": return {
			block: "parallel",
			id: Pp(),
			merge: "cat",
			dim: 1,
			children: [Ip(), Ip()]
		};
		case "Repeat": return {
			block: "repeat",
			id: Pp(),
			count: 2,
			child: Ip()
		};
		default: return Ip();
	}
}
var Rp = {
	out_features: 32,
	in1_features: 32,
	in2_features: 32,
	out_channels: 16,
	kernel_size: 3,
	num_embeddings: 1e3,
	embedding_dim: 32,
	hidden_size: 32,
	num_heads: 4,
	nhead: 4,
	d_model: 32,
	num_layers: 2,
	num_groups: 4,
	output_size: 1,
	padding: 1,
	scale_factor: 2,
	upscale_factor: 2,
	downscale_factor: 2,
	groups: 2,
	size: 5,
	value: 0,
	threshold: .1,
	unflattened_size: [1, -1],
	dim: 1,
	n_classes: 10
};
function zp(e, t) {
	if (e.auto) return "auto";
	let n = Rp[e.name], r = e.lengths?.[0];
	switch (e.type) {
		case "int":
		case "float": return typeof n == "number" ? n : Math.max(1, e.minimum ?? 1);
		case "bool": return !1;
		case "choice":
		case "dtype": return e.choices?.[0] ?? "float32";
		case "layer": {
			let n = t.get(e.choices?.[0] ?? "");
			return n === void 0 ? null : {
				kind: n.name,
				args: Bp(n, t)
			};
		}
		case "ints":
		case "floats": {
			let t = typeof n == "number" ? n : 1;
			return Array.isArray(n) ? n : e.scalar ? t : Array(r ?? 1).fill(t);
		}
	}
}
function Bp(e, t, n = []) {
	let r = {};
	for (let n of e.arguments) (n.required || n.default === "auto") && (r[n.name] = zp(n, t));
	let i = e.arguments.filter((e) => e.required && !e.auto), a = n.length <= i.length ? i : e.arguments;
	return n.forEach((e, t) => {
		let n = a[t];
		n !== void 0 && [
			"int",
			"float",
			"ints",
			"floats"
		].includes(n.type) && (r[n.name] = e);
	}), r;
}
function Vp(e, t, n = []) {
	let r = t.get(e);
	return Fp.some((t) => t.name === e) || r === void 0 ? Lp(e) : {
		block: "layer",
		id: Pp(),
		kind: e,
		args: Bp(r, t, n)
	};
}
function Hp(e) {
	let t = {
		block: e.block,
		id: e.id,
		...e.named ? { name: e.name } : {}
	}, n = (e.children ?? []).map(Hp);
	switch (e.block) {
		case "layer": return {
			...t,
			kind: e.kind ?? e.title,
			args: e.args ?? {}
		};
		case "shared": return {
			...t,
			of: e.of ?? ""
		};
		case "repeat": return {
			...t,
			count: e.count ?? 2,
			names: e.names ?? "{i}",
			child: n[0] ?? Ip()
		};
		case "parallel": return {
			...t,
			merge: e.merge ?? "add",
			dim: e.dim ?? 1,
			...e.class_name ? { class_name: e.class_name } : {},
			children: n
		};
		default: return {
			...t,
			children: n
		};
	}
}
function Up(e) {
	return e.child === void 0 ? e.children ?? [] : [e.child];
}
function Wp(e) {
	let t = /* @__PURE__ */ new Map(), n = (e) => {
		t.set(e.id, Pp()), Up(e).forEach(n);
	};
	e.forEach(n);
	let r = (e) => {
		let n = {
			...e,
			id: t.get(e.id) ?? Pp()
		};
		return e.of !== void 0 && (n.of = t.get(e.of) ?? e.of), e.child !== void 0 && (n.child = r(e.child)), e.children !== void 0 && (n.children = e.children.map(r)), n;
	};
	return e.map(r);
}
var Gp = "nnblocks";
function Kp(e) {
	return JSON.stringify({
		[Gp]: 1,
		blocks: e.map(Hp)
	}, null, 2);
}
function qp(e) {
	return typeof e == "object" && !!e && "block" in e && "id" in e;
}
function Jp(e) {
	try {
		let t = JSON.parse(e);
		return typeof t != "object" || !t || !(Gp in t) || !("blocks" in t) ? null : Array.isArray(t.blocks) && t.blocks.every(qp) ? Wp(t.blocks) : null;
	} catch {
		return null;
	}
}
// src/session/actions.ts
function Yp(e) {
	return e;
}
function Xp(e, t, n, r) {
	let i = r.map((e, r) => ({
		edit: "insert",
		parent: t,
		index: n + r,
		block: Yp(e)
	}));
	e.edit(i, r.map((e) => e.id));
}
function Zp(e, t, n, r) {
	Xp(e, t, n, [r]);
}
function Qp(e) {
	let { index: t, selected: n, tree: r } = e.store.get(), i = n[n.length - 1], a = i === void 0 ? void 0 : t.get(i);
	if (a !== void 0 && a.node.block === "sequential" && a.node.children?.length === 0) return {
		parent: a.node.id,
		index: 0
	};
	if (a?.node.block === "repeat" && a.node.children?.[0]?.block === "sequential" && a.node.children[0].children?.length === 0) return {
		parent: a.node.children[0].id,
		index: 0
	};
	for (; a !== void 0 && a.parent !== null;) {
		if (Tp(a.parent)) return {
			parent: a.parent.id,
			index: a.index + 1
		};
		a = t.get(a.parent.id);
	}
	return Tp(r) ? {
		parent: r.id,
		index: r.children?.length ?? 0
	} : null;
}
function $p(e, t, n = []) {
	let r = Qp(e);
	r === null ? e.toast("The network is one block, so nothing can stand beside it.", "Wrap it in a Sequential first.") : em(e, r.parent, r.index, [Vp(t, e.store.get().kinds, n)]);
}
function em(e, t, n, r) {
	Xp(e, t, n, r);
	let i = r[r.length - 1];
	i !== void 0 && requestAnimationFrame(() => e.view?.reveal(i.id));
}
function tm(e, t, n, r) {
	let { index: i } = e.store.get(), a = t.filter((e) => {
		let t = i.get(e);
		return t?.parent?.id === n && t.index < r;
	});
	e.edit({
		edit: "move",
		ids: [...t],
		parent: n,
		index: r - a.length
	}, t);
}
function nm(e, t) {
	let { index: n } = e.store.get();
	return t.flatMap((e) => n.get(e)?.node ?? []);
}
function rm(e, t, n, r) {
	Xp(e, n, r, Wp(nm(e, t).map(Hp)));
}
function im(e, t) {
	let { index: n, tree: r } = e.store.get(), i = n.get(t[0] ?? "");
	if (i?.parent === null || i === void 0) return [];
	let a = (i.parent.children ?? []).filter((e) => !t.includes(e.id)), o = a[i.index] ?? a[a.length - 1];
	return o === void 0 ? i.parent.id === r.id ? [] : [i.parent.id] : [o.id];
}
function am(e) {
	let t = e.chosen();
	t.length !== 0 && (t.find((t) => e.store.get().index.get(t)?.parent?.block === "repeat") === void 0 ? e.edit({
		edit: "remove",
		ids: t
	}, im(e, t)) : e.toast("A Repeat always holds one block.", "Delete the Repeat itself, or unwrap it."));
}
function om(e) {
	let t = e.chosen(), { index: n } = e.store.get(), r = n.get(t[t.length - 1] ?? "");
	r !== void 0 && r.parent !== null && (t.length === 1 && Tp(r.parent) ? rm(e, t, r.parent.id, r.index + 1) : e.edit({
		edit: "duplicate",
		ids: t
	}));
}
function sm(e, t) {
	let n = e.chosen(), r = Pp();
	n.length > 0 && e.edit({
		edit: "wrap",
		ids: n,
		into: t,
		id: r
	}, [r]);
}
function cm(e) {
	let [t] = nm(e, e.chosen());
	t?.children === void 0 ? e.toast("Only a container can be unwrapped.", "Select a Sequential, Parallel or Repeat.") : e.edit({
		edit: "unwrap",
		id: t.id
	}, t.children.map((e) => e.id));
}
function lm(e, t) {
	let n = e.store.get().index.get(t.id);
	n?.parent != null && Tp(n.parent) && Zp(e, n.parent.id, n.index + 1, {
		block: "shared",
		id: Pp(),
		of: t.of ?? t.id
	});
}
function um(e, t, n) {
	e.edit({
		edit: n ? "freeze" : "unfreeze",
		select: { block: t.of ?? t.id }
	});
}
function dm(e) {
	let t = nm(e, e.chosen());
	return t.length === 0 ? null : Kp(t);
}
function fm(e, t) {
	let n = Jp(t), r = Qp(e);
	n === null ? e.toast("The clipboard holds no blocks.", "Copy blocks on a canvas first.") : r !== null && em(e, r.parent, r.index, n);
}
// src/session/autopan.ts
var pm = 44, mm = 14;
function hm(e, t, n) {
	return e < t + pm ? Math.min(pm, t + pm - e) / pm * mm : e > n - pm ? -(Math.min(pm, e - n + pm) / pm) * mm : 0;
}
function gm(e, t, n) {
	let r = 0, i = !1, a = () => {
		r = requestAnimationFrame(a);
		let o = t(), s = e.view?.bounds();
		if (o === null || s === void 0 || o.x < s.left || o.x > s.right || o.y < s.top - pm || o.y > s.bottom) return;
		let [c, l] = [hm(o.x, s.left, s.right), hm(o.y, s.top, s.bottom)];
		c === 0 && l === 0 && (i = !0), !i || c === 0 && l === 0 || (e.view?.panBy(c, l), n());
	};
	return r = requestAnimationFrame(a), () => cancelAnimationFrame(r);
}
// src/session/drag.ts
var _m = 4;
function vm(e, t, n, r) {
	if (t.from === "palette" || n) return !0;
	if (t.ids.some((t) => Op(r, e.parent, t))) return !1;
	let [i] = t.ids;
	if (t.ids.length !== 1 || i === void 0) return !0;
	let a = r.get(i);
	return a?.parent?.id !== e.parent || e.index !== a.index && e.index !== a.index + 1;
}
function ym(e, t, n) {
	let r = Math.max(e.x - t, 0, t - e.x - e.width), i = Math.max(e.y - n, 0, n - e.y - e.height);
	return Math.hypot(r, i);
}
function bm(e, t, n, r) {
	let i = null, a = r;
	for (let r of e) {
		let e = ym(r, t, n) - r.depth * .01;
		e < a && (i = r, a = e);
	}
	return i;
}
function xm(e, t, n) {
	let { what: r, copy: i } = t;
	r.from === "palette" ? Zp(e, n.parent, n.index, Vp(r.name, e.store.get().kinds)) : i ? rm(e, r.ids, n.parent, n.index) : tm(e, r.ids, n.parent, n.index);
}
function Sm(e, t, n, r) {
	let { clientX: i, clientY: a } = t, { store: o } = e, s = (e, t, i) => {
		o.set({ drag: {
			what: n,
			x: e,
			y: t,
			copy: i,
			over: r(e, t, n, i)?.key ?? null
		} });
	}, c = (e) => {
		o.get().drag === null && Math.hypot(e.clientX - i, e.clientY - a) < _m || (e.preventDefault(), s(e.clientX, e.clientY, e.altKey && n.from === "canvas"));
	}, l = gm(e, () => o.get().drag, () => {
		let e = o.get().drag;
		e !== null && s(e.x, e.y, e.copy);
	}), u = () => {
		l(), window.removeEventListener("pointermove", c, !0), window.removeEventListener("pointerup", d, !0), window.removeEventListener("pointercancel", u, !0), window.removeEventListener("keydown", f, !0), window.removeEventListener("keyup", f, !0), window.removeEventListener("blur", u), o.get().drag !== null && o.set({ drag: null });
	}, d = (t) => {
		let i = o.get().drag, a = i === null ? null : r(t.clientX, t.clientY, n, i.copy);
		u(), i !== null && (Cm(), a !== null && xm(e, i, a), e.view?.focus());
	}, f = (e) => {
		let t = o.get().drag;
		t !== null && (e.preventDefault(), e.stopPropagation(), e.key === "Escape" ? u() : e.key === "Alt" && s(t.x, t.y, e.type === "keydown" && n.from === "canvas"));
	};
	window.addEventListener("pointermove", c, !0), window.addEventListener("pointerup", d, !0), window.addEventListener("pointercancel", u, !0), window.addEventListener("keydown", f, !0), window.addEventListener("keyup", f, !0), window.addEventListener("blur", u);
}
function Cm() {
	let e = (e) => {
		e.stopPropagation(), e.preventDefault();
	};
	window.addEventListener("click", e, {
		capture: !0,
		once: !0
	}), setTimeout(() => window.removeEventListener("click", e, !0), 0);
}
// src/model/format.ts
var wm = new Intl.NumberFormat("en-GB");
function Tm(e) {
	return wm.format(e);
}
function Em(e) {
	for (let [t, n] of [
		[0xe8d4a51000, "T"],
		[1e9, "G"],
		[1e6, "M"],
		[1e3, "k"]
	]) if (e >= t) return `${(e / t).toPrecision(e / t >= 100 ? 3 : 2).replace(/\.0$/, "")} ${n}`;
	return Tm(e);
}
function Dm(e) {
	let t = [
		"B",
		"KiB",
		"MiB",
		"GiB",
		"TiB"
	], n = e, r = 0;
	for (; n >= 1024 && r < t.length - 1;) n /= 1024, r += 1;
	return `${r === 0 ? n : n.toFixed(+(n < 100))} ${t[r]}`;
}
function Om(e, t) {
	return `${Tm(e)} ${t}${e === 1 ? "" : "s"}`;
}
// src/canvas/ariaLabel.ts
function km(e) {
	let t = e.problems?.length ?? 0;
	return [
		`${e.title} ${e.path}`.trim(),
		e.count === void 0 ? "" : `${e.count} copies`,
		(e.detail ?? "").replaceAll("→", "to"),
		e.group === void 0 ? "" : `shared ${e.group}`,
		e.out === void 0 || e.out.length === 0 ? "" : `output ${e.out.join(", ")}`,
		e.parameters ? `${Tm(e.parameters)} parameters` : "",
		t > 0 ? Om(t, "problem") : "",
		e.frozen ? "frozen" : ""
	].filter((e) => e !== "").join(", ");
}
// src/canvas/ProblemStrips.tsx
function Am({ measured: { node: e, problems: t } }) {
	let n = yp(), r = $((e) => e.problems);
	if (t.length === 0) return null;
	let i = (e.problems?.length ?? 0) - t.length;
	return /* @__PURE__ */ (0, x.jsxs)("div", {
		className: "strips",
		children: [t.map((e) => {
			let t = r[e.index];
			if (t === void 0) return null;
			let { fix: i } = t;
			return /* @__PURE__ */ (0, x.jsxs)("div", {
				className: `strip ${t.severity}`,
				style: { height: e.height },
				title: t.hint,
				children: [/* @__PURE__ */ (0, x.jsx)("p", {
					style: {
						height: e.lines * 16,
						WebkitLineClamp: e.lines
					},
					children: t.problem
				}), i && /* @__PURE__ */ (0, x.jsx)("button", {
					type: "button",
					tabIndex: -1,
					className: "fix",
					"data-testid": `fix-${e.index}`,
					onClick: (e) => {
						e.stopPropagation(), n.edit(i.edit);
					},
					children: i.label
				})]
			}, e.index);
		}), i > 0 && /* @__PURE__ */ (0, x.jsxs)("button", {
			type: "button",
			tabIndex: -1,
			className: "more-problems",
			onClick: () => n.showTab("problems"),
			children: [i, " more"]
		})]
	});
}
// src/canvas/SharedTag.tsx
function jm({ node: e }) {
	return /* @__PURE__ */ (0, x.jsxs)("span", {
		className: "shared-tag",
		children: ["◆ shared ", e.group]
	});
}
// src/canvas/Title.tsx
function Mm(e) {
	return e.block === "repeat" ? `${e.path === "" ? "" : `${e.path}.`}${sp(e)}` : e.path;
}
function Nm({ node: e }) {
	let t = yp(), n = (0, b.useRef)(null);
	(0, b.useEffect)(() => {
		n.current?.select();
	}, []);
	let r = (r) => {
		let i = n.current?.value.trim() ?? "";
		t.store.set({ renaming: null });
		let a = i === "" ? null : i;
		r && a !== (e.named ? e.name : null) && t.edit({
			edit: "rename",
			id: e.id,
			name: a
		}), t.view?.focus();
	};
	return /* @__PURE__ */ (0, x.jsx)("input", {
		ref: n,
		className: "rename",
		"data-testid": "rename",
		"aria-label": "Name",
		placeholder: `by position: ${e.name}`,
		defaultValue: e.named ? e.name : "",
		spellCheck: !1,
		autoFocus: !0,
		onKeyDown: (e) => {
			e.stopPropagation(), e.key === "Enter" ? r(!0) : e.key === "Escape" && r(!1);
		},
		onBlur: () => t.store.get().renaming === e.id && r(!0),
		onPointerDown: (e) => e.stopPropagation()
	});
}
function Pm(e, t) {
	if (e.length <= t) return e;
	let n = e.split("."), r = n.pop() ?? "";
	for (; n.length > 0 && r.length + 2 + (n[n.length - 1]?.length ?? 0) <= t;) r = `${n.pop()}.${r}`;
	return `…${r}`;
}
var Fm = 8.8, Im = 7.1;
function Lm({ node: e, name: t, copies: n, room: r }) {
	if ($((t) => t.renaming === e.id)) return /* @__PURE__ */ (0, x.jsx)(Nm, { node: e });
	let i = r - e.title.length * Fm - 7;
	return /* @__PURE__ */ (0, x.jsxs)(x.Fragment, { children: [/* @__PURE__ */ (0, x.jsx)("b", {
		className: "title",
		title: e.title,
		children: t ?? e.title
	}), t === void 0 && /* @__PURE__ */ (0, x.jsx)("code", {
		className: "path",
		title: Mm(e),
		children: n ?? Pm(e.path, Math.max(3, Math.floor(i / Im)))
	})] });
}
// src/canvas/titleRoom.ts
function Rm(e, t, ...n) {
	let r = wp(e) ? 20 : 0, i = e.block === "repeat" ? 34 + 8 * String(e.count ?? 1).length : 0;
	return t - r - i - n.reduce((e, t) => e + (t === "" ? 0 : t.length * 7.1 + 9), 0);
}
// src/canvas/FoldButton.tsx
function zm({ node: e, open: t }) {
	let n = yp();
	return /* @__PURE__ */ (0, x.jsx)("button", {
		type: "button",
		tabIndex: -1,
		className: "fold",
		"data-testid": `fold-${e.id}`,
		"aria-label": t ? "Fold" : "Unfold",
		onDoubleClick: (e) => e.stopPropagation(),
		onClick: (r) => {
			r.stopPropagation(), n.fold(e.id, t);
		},
		children: /* @__PURE__ */ (0, x.jsx)("svg", {
			viewBox: "0 0 10 10",
			"aria-hidden": "true",
			children: /* @__PURE__ */ (0, x.jsx)("path", { d: t ? "M1.5 3 5 7 8.5 3" : "M3 1.5 7 5 3 8.5" })
		})
	});
}
// src/canvas/Card.tsx
function Bm(e) {
	return e.block === "shared" ? e.same_as === void 0 ? "shared" : `same as ${e.same_as}` : e.parameters ? Tm(e.parameters) : "";
}
function Vm(e) {
	return wp(e) ? Om(Dp(e), "block") : e.detail ?? "";
}
function Hm({ measured: e }) {
	let { node: t, form: n } = e;
	return n === "chip" ? /* @__PURE__ */ (0, x.jsx)("span", {
		className: "chip-title",
		children: t.name || "Identity"
	}) : /* @__PURE__ */ (0, x.jsxs)(x.Fragment, { children: [
		t.group !== void 0 && /* @__PURE__ */ (0, x.jsx)(jm, { node: t }),
		/* @__PURE__ */ (0, x.jsxs)("div", {
			className: "head",
			children: [
				wp(t) && /* @__PURE__ */ (0, x.jsx)(zm, {
					node: t,
					open: !1
				}),
				t.block === "repeat" && /* @__PURE__ */ (0, x.jsxs)("span", {
					className: "times",
					children: ["× ", t.count]
				}),
				/* @__PURE__ */ (0, x.jsx)(Lm, {
					node: t,
					copies: e.copies,
					room: Rm(t, 210, Bm(t))
				}),
				/* @__PURE__ */ (0, x.jsx)("span", {
					className: "figure",
					children: Bm(t)
				})
			]
		}),
		Vm(t) !== "" && /* @__PURE__ */ (0, x.jsxs)("div", {
			className: "detail",
			children: [t.frozen && /* @__PURE__ */ (0, x.jsx)("span", {
				title: "Frozen: training leaves it as it is",
				children: "❄ "
			}), Vm(t)]
		}),
		/* @__PURE__ */ (0, x.jsx)(Am, { measured: e })
	] });
}
// src/canvas/Frame.tsx
function Um(e) {
	return e.block === "parallel" ? "Parallel" : e.block === "repeat" ? "Repeat" : "Sequential";
}
function Wm({ measured: e }) {
	let { node: t, lane: n, copies: r, width: i } = e, a = t.parameters ? Tm(t.parameters) : "", o = !n && Um(t) !== t.title ? Um(t) : "";
	return /* @__PURE__ */ (0, x.jsxs)(x.Fragment, { children: [
		t.group !== void 0 && /* @__PURE__ */ (0, x.jsx)(jm, { node: t }),
		/* @__PURE__ */ (0, x.jsxs)("div", {
			className: "head nopan",
			children: [
				/* @__PURE__ */ (0, x.jsx)(zm, {
					node: t,
					open: !0
				}),
				t.block === "repeat" && /* @__PURE__ */ (0, x.jsxs)("span", {
					className: "times",
					children: ["× ", t.count]
				}),
				/* @__PURE__ */ (0, x.jsx)(Lm, {
					node: t,
					name: n ? r ?? t.name : void 0,
					copies: r,
					room: Rm(t, i - 28, a, o)
				}),
				o !== "" && /* @__PURE__ */ (0, x.jsx)("span", {
					className: "kind",
					children: o
				}),
				t.frozen && /* @__PURE__ */ (0, x.jsx)("span", {
					title: "Frozen: training leaves it as it is",
					children: "❄"
				}),
				/* @__PURE__ */ (0, x.jsx)("span", {
					className: "figure",
					children: a
				})
			]
		}),
		/* @__PURE__ */ (0, x.jsx)(Am, { measured: e })
	] });
}
// src/canvas/useRelation.ts
function Gm(e) {
	return $((t) => t.drag?.what.from === "canvas" && !t.drag.copy && t.drag.what.ids.includes(e.id) ? "lifted" : t.selected.includes(e.id) ? "selected" : e.group === void 0 ? "" : t.selected.some((n) => t.index.get(n)?.node.group === e.group) ? "same-module" : "");
}
// src/canvas/Block.tsx
function Km(e, t) {
	let n = (e.problems ?? []).map((e) => t[e]?.severity);
	return n.includes("error") ? "error" : n.includes("warning") ? "warning" : "";
}
var qm = (0, b.memo)(function({ data: { item: e } }) {
	let t = yp(), { measured: n, depth: r, position: i, siblings: a } = e, { node: o, form: s, lane: c } = n, l = Gm(o), u = $((e) => e.kinds), d = $((e) => Km(o, e.problems)), f = wp(o) ? "container" : o.category ?? u.get(o.kind ?? "")?.category ?? "shape", p = s === "card" || s === "folded" || s === "chip", m = (e) => {
		let { selected: n, readOnly: r, tree: i, renaming: a } = t.store.get();
		if (e.button !== 0 || e.shiftKey || r || a === o.id || e.currentTarget.closest(".panning") !== null || !p && e.target instanceof Element && e.target.closest(".head") === null || o.id === i.id || t.view === null || e.target instanceof Element && e.target.closest("button, input") !== null) return;
		let s = n.includes(o.id) ? t.chosen() : [o.id];
		Sm(t, e.nativeEvent, {
			from: "canvas",
			ids: s
		}, t.view.findPlace);
	}, h = (e) => {
		e.stopPropagation(), e.shiftKey || e.ctrlKey || e.metaKey ? t.toggleSelected(o.id) : t.select([o.id]);
	}, g = (e) => {
		e.preventDefault(), e.stopPropagation(), t.store.get().readOnly || (t.store.get().selected.includes(o.id) || t.select([o.id]), t.store.set({ menu: {
			id: o.id,
			x: e.clientX,
			y: e.clientY
		} }));
	}, _ = (e) => {
		e.stopPropagation(), wp(o) && t.fold(o.id);
	}, v = [
		"block",
		p ? "card nopan" : "frame",
		s,
		c ? "lane" : "",
		l,
		d,
		o.group === void 0 ? "" : "shared",
		o.frozen ? "frozen" : ""
	].join(" ");
	return /* @__PURE__ */ (0, x.jsx)("div", {
		id: `node-${o.id}`,
		"data-testid": `node-${o.id}`,
		"data-path": o.path,
		className: v,
		"data-category": f,
		role: "treeitem",
		"aria-level": r + 1,
		"aria-posinset": i,
		"aria-setsize": a,
		"aria-selected": l === "selected",
		"aria-expanded": wp(o) ? s !== "folded" : void 0,
		"aria-label": km(o),
		onPointerDown: m,
		onClick: h,
		onDoubleClick: _,
		onContextMenu: g,
		children: p ? /* @__PURE__ */ (0, x.jsx)(Hm, { measured: n }) : /* @__PURE__ */ (0, x.jsx)(Wm, { measured: n })
	});
});
// src/canvas/BoxSelect.tsx
function Jm(e, t, n, r) {
	return {
		x: Math.min(e, n),
		y: Math.min(t, r),
		width: Math.abs(e - n),
		height: Math.abs(t - r)
	};
}
function Ym(e, t) {
	return e.blocks.filter(({ x: e, y: n, width: r, height: i, measured: { form: a } }) => {
		let o = a === "card" || a === "folded" || a === "chip", s = e < t.x + t.width && e + r > t.x && n < t.y + t.height && n + i > t.y;
		return o ? s : e >= t.x && n >= t.y && e + r <= t.x + t.width && n + i <= t.y + t.height;
	}).map((e) => e.id);
}
function Xm(e) {
	let t = yp(), n = _u(), [r, i] = (0, b.useState)(null);
	return {
		rect: r,
		handlers: {
			onPointerDown: (r) => {
				if (!r.shiftKey || r.button !== 0 || r.target.closest(".card, .head, button, input") !== null) return;
				let { clientX: a, clientY: o, currentTarget: s } = r, c = t.store.get().selected, l = s.getBoundingClientRect(), u = (r) => {
					i(Jm(a - l.left, o - l.top, r.clientX - l.left, r.clientY - l.top));
					let [s, u] = [n.screenToFlowPosition({
						x: a,
						y: o
					}), n.screenToFlowPosition({
						x: r.clientX,
						y: r.clientY
					})];
					t.select([.../* @__PURE__ */ new Set([...c, ...Ym(e, Jm(s.x, s.y, u.x, u.y))])]);
				}, d = () => {
					i(null), Cm(), window.removeEventListener("pointermove", u), window.removeEventListener("pointerup", d);
				};
				window.addEventListener("pointermove", u), window.addEventListener("pointerup", d);
			},
			onMouseDownCapture: (e) => {
				e.shiftKey && e.target.closest(".card, .head, button, input") === null && e.stopPropagation();
			}
		}
	};
}
function Zm({ rect: e }) {
	return e === null ? null : /* @__PURE__ */ (0, x.jsx)("div", {
		className: "box-select",
		style: {
			left: e.x,
			top: e.y,
			width: e.width,
			height: e.height
		}
	});
}
// src/canvas/DropLayer.tsx
function Qm({ drawing: e }) {
	let t = $((e) => e.drag?.what ?? null), n = $((e) => e.drag?.copy ?? !1), r = $((e) => e.drag?.over ?? null), i = $((e) => e.index), a = (0, b.useMemo)(() => t === null ? [] : e.places.filter((e) => vm(e, t, n, i)), [
		e,
		t,
		n,
		i
	]);
	return t === null ? null : /* @__PURE__ */ (0, x.jsx)(xf, { children: /* @__PURE__ */ (0, x.jsx)("div", {
		className: "drops",
		"aria-hidden": "true",
		children: a.map((e) => /* @__PURE__ */ (0, x.jsx)("div", {
			"data-testid": `drop-${e.parent}-${e.index}`,
			className: `drop ${e.form}${e.key === r ? " over" : ""}`,
			style: {
				transform: `translate(${e.x}px, ${e.y}px)`,
				width: e.width,
				height: e.height
			},
			children: /* @__PURE__ */ (0, x.jsx)("i", {})
		}, e.key))
	}) });
}
// src/canvas/flowNodes.ts
function $m(e, t) {
	return e.position.x === t.x && e.position.y === t.y && e.width === t.width && e.height === t.height;
}
function eh(e, t) {
	let [n, r] = [e.measured, t.measured];
	return n.node === r.node && n.form === r.form && n.lane === r.lane && n.top === r.top && e.depth === t.depth && e.position === t.position && e.siblings === t.siblings && JSON.stringify(n.problems) === JSON.stringify(r.problems);
}
function th(e, t) {
	let n = e.blocks.map((e) => {
		let n = t.get(e.id);
		return n?.type === "block" && $m(n, e) && eh(n.data.item, e) ? n : {
			id: e.id,
			type: "block",
			position: {
				x: e.x,
				y: e.y
			},
			width: e.width,
			height: e.height,
			zIndex: e.depth,
			data: { item: e }
		};
	}), r = e.pills.map((e) => {
		let n = `\u0001${e.id}`, r = t.get(n);
		return r?.type === "pill" && $m(r, e) && r.data.item.text === e.text ? r : {
			id: n,
			type: "pill",
			position: {
				x: e.x,
				y: e.y
			},
			width: e.width,
			height: e.height,
			zIndex: 500,
			data: { item: e }
		};
	});
	return [...n, ...r];
}
function nh(e) {
	if (e.type === "pill") return e.data.item.pill === "merge" ? "var(--line)" : "var(--faint)";
	let { node: t, form: n, problems: r } = e.data.item.measured;
	return r.length > 0 ? r.some((e) => e.severity === "error") ? "var(--bad)" : "var(--warn)" : n === "card" || n === "chip" || n === "folded" ? t.group === void 0 ? "var(--mini)" : "var(--shared)" : "var(--mini-box)";
}
// src/canvas/Pill.tsx
var rh = (0, b.memo)(function({ data: { item: e } }) {
	let t = yp();
	return /* @__PURE__ */ (0, x.jsx)("div", {
		className: `pill ${e.pill} nopan`,
		"data-testid": e.id,
		onClick: (n) => {
			n.stopPropagation(), t.select(e.block === null ? [] : [e.block]);
		},
		children: e.text
	});
}), ih = 120, ah = 40;
function oh(e, t) {
	let n = yp(), r = _u(), i = (0, b.useRef)(t);
	i.current = t, (0, b.useEffect)(() => (n.view = {
		focus: () => e.current?.focus({ preventScroll: !0 }),
		fit: () => void r.fitView({
			padding: .06,
			maxZoom: 1,
			duration: 150
		}),
		zoomBy: (e) => void r.zoomTo(r.getZoom() * e, { duration: 100 }),
		panBy: (e, t) => {
			let { x: n, y: i, zoom: a } = r.getViewport();
			r.setViewport({
				x: n + e,
				y: i + t,
				zoom: a
			});
		},
		bounds: () => e.current?.getBoundingClientRect(),
		reveal: (t) => {
			let n = i.current.blocks.find((e) => e.id === t), a = e.current?.getBoundingClientRect();
			if (n === void 0 || a === void 0) return;
			let { x: o, y: s, zoom: c } = r.getViewport(), [l, u] = [n.x * c + o, n.y * c + s], [d, f] = [l + n.width * c, u + Math.min(n.height * c, a.height / 2)], p = l < ah ? ah - l : Math.min(0, a.width - ah - d), m = u < ah ? ah - u : Math.min(0, a.height - ah - f);
			(p !== 0 || m !== 0) && r.setViewport({
				x: o + p,
				y: s + m,
				zoom: c
			}, { duration: 120 });
		},
		openQuickAdd: (t, a) => {
			let o = i.current.places.find((e) => e.parent === t && e.index === a), s = e.current?.getBoundingClientRect();
			if (o === void 0 || s === void 0) return;
			let c = r.flowToScreenPosition({
				x: o.x + o.width / 2,
				y: o.y + o.height / 2
			}), l = Math.min(s.right - 150, Math.max(s.left + 150, c.x));
			n.store.set({
				quickAdd: {
					parent: t,
					index: a,
					x: l,
					y: Math.min(s.bottom - 120, Math.max(s.top + 8, c.y))
				},
				menu: null
			});
		},
		findPlace: (t, a, o, s) => {
			let c = e.current?.getBoundingClientRect();
			if (c === void 0 || t < c.left || t > c.right || a < c.top || a > c.bottom) return null;
			let l = r.screenToFlowPosition({
				x: t,
				y: a
			}), { index: u } = n.store.get();
			return bm(i.current.places.filter((e) => vm(e, o, s, u)), l.x, l.y, o.from === "palette" ? Infinity : ih);
		}
	}, () => {
		n.view = null;
	}), [
		n,
		r,
		e
	]);
}
// src/canvas/useSpaceKey.ts
function sh(e) {
	let [t, n] = (0, b.useState)(!1);
	return (0, b.useEffect)(() => {
		let t = e.current;
		if (t === null) return;
		let r = (e) => {
			e.key !== " " || e.composedPath()[0] instanceof HTMLInputElement || e.composedPath()[0] instanceof HTMLButtonElement || (e.preventDefault(), n(!0));
		}, i = () => n(!1);
		return t.addEventListener("keydown", r), t.addEventListener("keyup", i), t.addEventListener("blur", i), () => {
			t.removeEventListener("keydown", r), t.removeEventListener("keyup", i), t.removeEventListener("blur", i);
		};
	}, [e]), t;
}
// src/canvas/PlusButton.tsx
var ch = (0, b.memo)(function({ place: e }) {
	let t = yp(), { parent: n, index: r, form: i, x: a, y: o, width: s, height: c } = e, l = (e) => {
		e.stopPropagation(), t.view?.openQuickAdd(n, r);
	}, u = `plus-${n}-${r}`;
	if (i === "empty") return /* @__PURE__ */ (0, x.jsxs)("button", {
		type: "button",
		tabIndex: -1,
		className: "empty-place nopan",
		"data-testid": u,
		style: {
			transform: `translate(${a}px, ${o}px)`,
			width: s,
			height: c
		},
		onClick: l,
		children: [
			/* @__PURE__ */ (0, x.jsx)("b", { children: "+" }),
			" Drop a block here or press ",
			/* @__PURE__ */ (0, x.jsx)("kbd", { children: "/" })
		]
	});
	let d = {
		x: a + s / 2,
		y: i === "column" ? o + 6 : o + c / 2
	};
	return /* @__PURE__ */ (0, x.jsx)("button", {
		type: "button",
		tabIndex: -1,
		className: `plus ${i} nopan`,
		"data-testid": u,
		"aria-label": "Add a block here",
		onClick: l,
		style: { transform: `translate(${d.x - 14}px, ${d.y - 11}px)` },
		children: /* @__PURE__ */ (0, x.jsx)("i", { children: "+" })
	});
}), lh = 600;
function uh() {
	let [e = 0, t = 0, n = 0, r = 0] = W(({ transform: [e, t, n], width: r, height: i }) => {
		let a = (e) => Math.floor(e / lh);
		return [
			a(-e / n),
			a(-t / n),
			a((r - e) / n) + 1,
			a((i - t) / n) + 1
		].join(" ");
	}).split(" ").map((e) => Number(e) * lh);
	return {
		left: e,
		top: t,
		right: n,
		bottom: r
	};
}
function dh(e, t, n, r, i) {
	return r >= e.left - 100 && t <= e.right + 100 && i >= e.top && n <= e.bottom;
}
function fh({ wire: e }) {
	let { x1: t, y1: n, x2: r, y2: i, label: a } = e, o = n === i ? {
		transform: `translate(${t - 1}px, ${n - 1}px)`,
		width: r - t + 2,
		height: 2
	} : {
		transform: `translate(${t - 1}px, ${n}px)`,
		width: 2,
		height: i - n
	};
	return /* @__PURE__ */ (0, x.jsxs)(x.Fragment, { children: [/* @__PURE__ */ (0, x.jsx)("i", {
		className: e.unknown ? "wire unknown" : "wire",
		style: o
	}), a !== void 0 && /* @__PURE__ */ (0, x.jsx)("code", {
		className: "shape",
		style: { transform: `translate(${t + 11}px, ${i - 20}px)` },
		children: a
	})] });
}
function ph(e) {
	return e.places.filter((e) => e.form !== "into");
}
var mh = (0, b.memo)(function({ drawing: e, readOnly: t }) {
	let n = uh();
	return /* @__PURE__ */ (0, x.jsxs)(xf, { children: [/* @__PURE__ */ (0, x.jsx)("div", {
		className: "wires",
		"aria-hidden": "true",
		children: e.wires.filter(({ x1: e, y1: t, x2: r, y2: i }) => dh(n, e, t, r, i)).map((e) => /* @__PURE__ */ (0, x.jsx)(fh, { wire: e }, e.key))
	}), !t && /* @__PURE__ */ (0, x.jsx)("div", {
		className: "pluses",
		children: ph(e).filter(({ x: e, y: t, width: r, height: i }) => dh(n, e, t, e + r, t + i)).map((e) => /* @__PURE__ */ (0, x.jsx)(ch, { place: e }, e.key))
	})] });
});
// src/canvas/ZoomBar.tsx
function hh() {
	let e = yp(), t = _u(), n = W((e) => Math.round(e.transform[2] * 100));
	return /* @__PURE__ */ (0, x.jsxs)("div", {
		className: "zoom-bar nopan",
		children: [
			/* @__PURE__ */ (0, x.jsx)("button", {
				type: "button",
				"data-testid": "zoom-out",
				"aria-label": "Zoom out",
				onClick: () => e.view?.zoomBy(1 / 1.2),
				children: "−"
			}),
			/* @__PURE__ */ (0, x.jsxs)("button", {
				type: "button",
				"data-testid": "zoom-100",
				title: "Back to 100 %",
				onClick: () => void t.zoomTo(1, { duration: 120 }),
				children: [n, " %"]
			}),
			/* @__PURE__ */ (0, x.jsx)("button", {
				type: "button",
				"data-testid": "zoom-in",
				"aria-label": "Zoom in",
				onClick: () => e.view?.zoomBy(1.2),
				children: "+"
			}),
			/* @__PURE__ */ (0, x.jsx)("button", {
				type: "button",
				"data-testid": "fit",
				title: "Fit the network (F)",
				onClick: () => e.view?.fit(),
				children: "Fit"
			})
		]
	});
}
// src/canvas/Canvas.tsx
var gh = {
	block: qm,
	pill: rh
}, _h = 200, vh = .45;
function yh() {
	let e = $((e) => e.tree), t = $((e) => e.problems), n = $((e) => e.props.inputs), r = $((e) => e.folded), i = JSON.stringify(n), a = JSON.stringify(t), o = (0, b.useRef)(/* @__PURE__ */ new Map()), s = (0, b.useMemo)(() => hp({
		tree: e,
		inputs: n,
		problems: t,
		isFolded: (e) => r.has(e)
	}), [
		e,
		i,
		a,
		r
	]);
	return {
		nodes: (0, b.useMemo)(() => {
			let e = th(s, o.current);
			return o.current = new Map(e.map((e) => [e.id, e])), e;
		}, [s]),
		drawing: s
	};
}
function bh() {
	let e = yp(), t = $((e) => e.props.document), n = $((e) => e.selected[e.selected.length - 1]), r = $((e) => e.drag !== null), i = $((e) => e.readOnly), a = W((e) => e.transform[2] < vh), { nodes: o, drawing: s } = yh(), c = _u(), l = (0, b.useRef)(null), u = sh(l);
	oh(l, s);
	let d = Xm(s), f = (0, b.useMemo)(() => xp(t).viewport, [t]);
	(0, b.useEffect)(() => {
		let e = l.current?.clientWidth ?? 800, t = Math.max(.5, Math.min(1, (e - 40) / Math.max(1, s.width)));
		c.setViewport(f ?? {
			x: e / 2,
			y: 16,
			zoom: t
		});
	}, [t]);
	let p = (t) => {
		e.store.set({
			menu: null,
			quickAdd: null
		}), t.target instanceof HTMLElement && t.target.closest("input, textarea, select") === null && l.current?.focus({ preventScroll: !0 });
	}, m = [
		"canvas",
		r ? "dragging" : "",
		u ? "panning" : "",
		a ? "far" : "",
		n === void 0 ? "" : "has-selection",
		i ? "read-only" : ""
	].join(" ");
	return /* @__PURE__ */ (0, x.jsxs)("div", {
		ref: l,
		className: m,
		"data-testid": "canvas",
		tabIndex: 0,
		role: "tree",
		"aria-label": "Network",
		"aria-multiselectable": "true",
		"aria-activedescendant": n === void 0 ? void 0 : `node-${n}`,
		onPointerDownCapture: p,
		...d.handlers,
		onContextMenu: (e) => e.preventDefault(),
		children: [/* @__PURE__ */ (0, x.jsxs)(yf, {
			nodes: o,
			nodeTypes: gh,
			nodesDraggable: !1,
			nodesConnectable: !1,
			nodesFocusable: !1,
			edgesFocusable: !1,
			elementsSelectable: !1,
			onlyRenderVisibleElements: o.length > _h,
			noPanClassName: u ? "never" : "nopan",
			zoomOnDoubleClick: !1,
			panActivationKeyCode: null,
			selectionKeyCode: null,
			multiSelectionKeyCode: null,
			zoomActivationKeyCode: null,
			deleteKeyCode: null,
			disableKeyboardA11y: !0,
			minZoom: .05,
			maxZoom: 2.5,
			panOnDrag: [0, 1],
			onPaneClick: () => e.select([]),
			onMoveEnd: (e, n) => Sp(t, { viewport: n }),
			children: [
				/* @__PURE__ */ (0, x.jsx)(mh, {
					drawing: s,
					readOnly: i
				}),
				/* @__PURE__ */ (0, x.jsx)(Qm, { drawing: s }),
				/* @__PURE__ */ (0, x.jsx)(hh, {}),
				/* @__PURE__ */ (0, x.jsx)(Zf, {
					pannable: !0,
					zoomable: !0,
					position: "bottom-right",
					nodeColor: nh,
					nodeStrokeWidth: 0,
					nodeBorderRadius: 6,
					ariaLabel: "Map of the network"
				})
			]
		}), /* @__PURE__ */ (0, x.jsx)(Zm, { rect: d.rect })]
	});
}
// src/canvas/menuItems.ts
function xh(e) {
	let t = dm(e);
	t !== null && navigator.clipboard.writeText(t).catch(() => e.toast("The browser did not allow copying.", "Press Ctrl+C instead."));
}
function Sh(e, t) {
	return e ? { why: t } : {};
}
function Ch(e, t) {
	let { index: n, tree: r, selected: i } = e.store.get(), a = n.get(t.id)?.parent ?? null, o = t.id === r.id, s = i.length > 1, c = Sh(new Set(e.chosen().map((e) => n.get(e)?.parent?.id)).size > 1, "The blocks stand in different containers."), l = Sh(o, "This is the network itself."), u = Sh(a?.block === "repeat", "A Repeat always holds one block."), d = Sh(s, "Select a single block."), f = {
		...l,
		...c
	};
	return [
		[
			{
				id: "rename",
				label: "Rename",
				keys: "F2",
				...d,
				...l,
				...Sh(a?.block === "repeat", "The copies are named by the Repeat."),
				run: () => e.store.set({ renaming: t.id })
			},
			{
				id: "duplicate",
				label: "Duplicate",
				keys: "Ctrl+D",
				...l,
				...u,
				run: () => om(e)
			},
			{
				id: "copy",
				label: "Copy",
				keys: "Ctrl+C",
				...l,
				run: () => xh(e)
			}
		],
		[
			{
				id: "wrap-sequential",
				label: "Wrap in Sequential",
				keys: "G",
				...f,
				run: () => sm(e, "sequential")
			},
			{
				id: "wrap-parallel",
				label: "Wrap in Parallel",
				...f,
				run: () => sm(e, "parallel")
			},
			{
				id: "wrap-repeat",
				label: "Wrap in Repeat",
				...f,
				run: () => sm(e, "repeat")
			},
			{
				id: "unwrap",
				label: "Unwrap",
				keys: "U",
				...d,
				...Sh(t.children === void 0, "A layer holds no blocks."),
				run: () => cm(e)
			}
		],
		[
			{
				id: "use-again",
				label: "Use again (share)",
				...d,
				...l,
				...Sh(a !== null && !Tp(a), "A Repeat always holds one block: wrap it in a Sequential first."),
				run: () => lm(e, t)
			},
			{
				id: "unshare",
				label: "Unshare",
				...d,
				...Sh(t.block !== "shared", "Only the later places of a shared block can be unshared."),
				run: () => e.edit({
					edit: "unshare",
					id: t.id
				})
			},
			t.frozen ? {
				id: "unfreeze",
				label: "Unfreeze",
				...d,
				run: () => um(e, t, !1)
			} : {
				id: "freeze",
				label: "Freeze",
				...d,
				...Sh(!t.parameters && t.block !== "shared", "It has no parameters."),
				run: () => um(e, t, !0)
			}
		],
		[{
			id: "delete",
			label: "Delete",
			keys: "Del",
			...l,
			...u,
			run: () => am(e)
		}]
	];
}
// src/canvas/ContextMenu.tsx
var wh = 230, Th = 330;
function Eh({ menu: e }) {
	let t = yp(), n = $((t) => t.index.get(e.id)?.node), r = (0, b.useRef)(null);
	if ((0, b.useEffect)(() => r.current?.querySelector("button")?.focus(), []), (0, b.useEffect)(() => {
		let e = (e) => {
			r.current !== null && !e.composedPath().includes(r.current) && t.store.set({ menu: null });
		};
		return window.addEventListener("pointerdown", e, !0), () => window.removeEventListener("pointerdown", e, !0);
	}, [t]), n === void 0) return null;
	let i = (e) => {
		e.why === void 0 && (t.store.set({ menu: null }), t.view?.focus(), e.run());
	}, a = (e) => {
		e.stopPropagation();
		let n = [...r.current?.querySelectorAll("button") ?? []], i = n.findIndex((t) => t === e.target);
		e.key === "Escape" ? (t.store.set({ menu: null }), t.view?.focus()) : (e.key === "ArrowDown" || e.key === "ArrowUp") && (e.preventDefault(), n[(i + (e.key === "ArrowDown" ? 1 : n.length - 1)) % n.length]?.focus());
	}, o = Math.min(e.x, window.innerWidth - wh - 8), s = Math.min(e.y, window.innerHeight - Th - 8);
	return /* @__PURE__ */ (0, x.jsx)("div", {
		ref: r,
		className: "menu",
		role: "menu",
		"data-testid": "context-menu",
		style: {
			left: o,
			top: s,
			width: wh
		},
		onKeyDown: a,
		children: Ch(t, n).map((e, t) => /* @__PURE__ */ (0, x.jsxs)(b.Fragment, { children: [t > 0 && /* @__PURE__ */ (0, x.jsx)("hr", {}), e.map((e) => /* @__PURE__ */ (0, x.jsxs)("button", {
			type: "button",
			role: "menuitem",
			"data-testid": `menu-${e.id}`,
			"aria-disabled": e.why !== void 0,
			title: e.why,
			onClick: () => i(e),
			children: [/* @__PURE__ */ (0, x.jsxs)("span", { children: [e.label, e.why !== void 0 && /* @__PURE__ */ (0, x.jsx)("small", { children: e.why })] }), e.keys !== void 0 && e.why === void 0 && /* @__PURE__ */ (0, x.jsx)("kbd", { children: e.keys })]
		}, e.id))] }, t))
	});
}
function Dh() {
	let e = $((e) => e.menu);
	return e === null ? null : /* @__PURE__ */ (0, x.jsx)(Eh, { menu: e }, `${e.id}-${e.x}-${e.y}`);
}
// src/canvas/DragGhost.tsx
function Oh() {
	let e = $((e) => e.drag), t = $((e) => e.index), n = $((e) => e.kinds);
	if (e === null) return null;
	let { what: r } = e, i = r.from === "canvas" ? t.get(r.ids[0] ?? "")?.node : void 0, a = r.from === "palette" ? r.name : i?.title ?? "", o = r.from === "canvas" && r.ids.length > 1 ? Om(r.ids.length, "block") : a, s = r.from === "palette" ? n.get(r.name)?.category ?? "container" : i?.category ?? "container";
	return /* @__PURE__ */ (0, x.jsxs)("div", {
		className: e.over === null ? "ghost nowhere" : "ghost",
		"data-category": s,
		style: {
			left: e.x + 10,
			top: e.y + 8
		},
		children: [
			e.copy && /* @__PURE__ */ (0, x.jsx)("b", { children: "+" }),
			" ",
			o
		]
	});
}
// src/palette/search.ts
var kh = [
	"container",
	"linear",
	"activation",
	"convolution",
	"normalisation",
	"pooling",
	"recurrent",
	"attention",
	"embedding",
	"dropout",
	"shape",
	"padding",
	"distance",
	"loss"
];
function Ah(e) {
	let t = Fp.map(({ name: e, note: t, summary: n }) => ({
		name: e,
		category: "container",
		note: t,
		summary: n
	})), n = new Set(t.map((e) => e.name)), r = [...e.values()].filter((e) => !n.has(e.name)).map(({ name: e, category: t, summary: n, instead: r }) => ({
		name: e,
		category: t,
		note: "",
		summary: n,
		...r ? { instead: r } : {}
	}));
	return [...t, ...r];
}
function jh(e) {
	let t = /^(.*?)((?:[\s,]+-?\d+(?:\.\d+)?)*)\s*$/.exec(e.trim()), n = (t?.[2] ?? "").split(/[\s,]+/).filter((e) => e !== "").map(Number);
	return {
		words: (t?.[1] ?? e).trim().toLowerCase(),
		numbers: n
	};
}
function Mh(e, t) {
	let n = 0;
	for (let r of t) r === e[n] && (n += 1);
	return n === e.length;
}
function Nh(e, t) {
	if (t === "") return 0;
	let n = e.name.toLowerCase(), r = t.replaceAll(" ", "");
	return n === r ? 0 : n.startsWith(r) ? 1 + n.length / 100 : n.includes(r) ? 2 + n.length / 100 : e.name.replace(/[^A-Z0-9]/g, "").toLowerCase().startsWith(r) ? 3 + n.length / 100 : e.category.startsWith(r) ? 4 : r.length > 2 && Mh(r, n) ? 5 + n.length / 100 : r.length > 3 && e.summary.toLowerCase().includes(t) ? 6 : null;
}
function Ph(e, t, n = []) {
	let r = new Map(n.map((e, t) => [e, t]));
	return e.map((e, n) => ({
		entry: e,
		at: n,
		rank: Nh(e, t),
		favour: r.get(e.name) ?? 1e3
	})).filter((e) => e.rank !== null).sort((e, t) => (e.rank ?? 0) - (t.rank ?? 0) || e.favour - t.favour || Number("instead" in e.entry) - Number("instead" in t.entry) || e.at - t.at).map((e) => e.entry);
}
// src/canvas/QuickAdd.tsx
var Fh = 60, Ih = [
	"Linear",
	"Conv2d",
	"ReLU",
	"Flatten",
	"BatchNorm2d",
	"MaxPool2d",
	"LayerNorm",
	"Dropout",
	"Embedding"
];
function Lh(e, { parent: t, index: n }) {
	let r = e.index.get(t)?.node.children ?? [], i = e.index.get(t)?.node.block === "parallel" ? void 0 : r[n - 1];
	for (; i?.children !== void 0;) i = i.children[i.children.length - 1];
	return i?.kind;
}
function Rh({ at: e }) {
	let t = yp(), n = $((e) => e.kinds), [r, i] = (0, b.useState)(""), [a, o] = (0, b.useState)(0), s = (0, b.useRef)(null), c = (0, b.useMemo)(() => Ah(n).filter((e) => e.instead === void 0), [n]), l = (0, b.useMemo)(() => n.get(Lh(t.store.get(), e) ?? "")?.follows ?? [], [
		n,
		e,
		t
	]), { words: u, numbers: d } = jh(r), f = Ph(c, u, [
		...l,
		...l.length > 0 ? [] : Ih,
		...Fp.map((e) => e.name)
	]).slice(0, Fh);
	(0, b.useEffect)(() => {
		s.current?.children[a]?.scrollIntoView({ block: "nearest" });
	}, [a]);
	let p = () => {
		t.store.set({ quickAdd: null }), t.view?.focus();
	}, m = (r) => {
		if (r === void 0) return;
		let i = Vp(r.name, n, d);
		Zp(t, e.parent, e.index, i), p(), requestAnimationFrame(() => t.view?.reveal(i.id));
	};
	return /* @__PURE__ */ (0, x.jsxs)("div", {
		className: "quick-add",
		"data-testid": "quick-add",
		style: {
			left: e.x,
			top: e.y,
			maxHeight: Math.max(160, Math.min(380, window.innerHeight - e.y - 12))
		},
		children: [/* @__PURE__ */ (0, x.jsx)("input", {
			"data-testid": "quick-add-search",
			autoFocus: !0,
			value: r,
			placeholder: "Add a block: linear 64",
			"aria-label": "Add a block",
			role: "combobox",
			"aria-expanded": "true",
			"aria-controls": "quick-add-list",
			"aria-activedescendant": `quick-${a}`,
			spellCheck: !1,
			onKeyDown: (e) => {
				e.stopPropagation(), e.key === "Escape" ? p() : e.key === "Enter" ? m(f[a]) : (e.key === "ArrowDown" || e.key === "ArrowUp") && (e.preventDefault(), o((t) => Math.max(0, Math.min(f.length - 1, t + (e.key === "ArrowDown" ? 1 : -1)))));
			},
			onChange: (e) => {
				i(e.target.value), o(0);
			},
			onBlur: () => t.store.set({ quickAdd: null })
		}), /* @__PURE__ */ (0, x.jsxs)("ul", {
			ref: s,
			id: "quick-add-list",
			role: "listbox",
			children: [f.map((e, t) => /* @__PURE__ */ (0, x.jsxs)("li", {
				id: `quick-${t}`,
				role: "option",
				"aria-selected": t === a,
				className: t === a ? "active" : "",
				"data-category": e.category,
				"data-testid": `quick-item-${e.name}`,
				onPointerEnter: () => o(t),
				onPointerDown: (e) => e.preventDefault(),
				onClick: () => m(e),
				children: [/* @__PURE__ */ (0, x.jsx)("b", { children: e.name }), /* @__PURE__ */ (0, x.jsx)("small", { children: e.note || e.summary })]
			}, e.name)), f.length === 0 && /* @__PURE__ */ (0, x.jsxs)("li", {
				className: "nothing",
				children: [
					"No layer matches “",
					u,
					"”."
				]
			})]
		})]
	});
}
function zh() {
	let e = $((e) => e.quickAdd);
	return e === null ? null : /* @__PURE__ */ (0, x.jsx)(Rh, { at: e }, `${e.parent}-${e.index}`);
}
// src/inspector/LayerFields.tsx
function Bh({ value: e, prefix: t, onSet: n }) {
	let r = $((t) => t.kinds.get(e.kind)), i = e.args ?? {}, a = (e) => Object.fromEntries(Object.entries(i).filter(([t]) => t !== e));
	return /* @__PURE__ */ (0, x.jsx)("div", {
		className: "layer-fields",
		children: r?.arguments.map((r) => /* @__PURE__ */ (0, x.jsx)(sg, {
			argument: r,
			given: i[r.name],
			prefix: t,
			onSet: (t) => n({
				...e,
				args: {
					...i,
					[r.name]: t
				}
			}),
			onReset: () => n({
				...e,
				args: a(r.name)
			})
		}, r.name))
	});
}
// src/inspector/Row.tsx
function Vh({ label: e, help: t, children: n }) {
	return /* @__PURE__ */ (0, x.jsxs)("div", {
		className: "row",
		children: [/* @__PURE__ */ (0, x.jsx)("span", {
			className: t === void 0 ? "label" : "label helped",
			title: t,
			children: e
		}), /* @__PURE__ */ (0, x.jsx)("div", {
			className: "field",
			children: n
		})]
	});
}
// src/inspector/TextField.tsx
function Hh({ testId: e, label: t, value: n, placeholder: r, className: i = "", list: a, inputMode: o, commit: s }) {
	let c = yp(), [l, u] = (0, b.useState)(null), [d, f] = (0, b.useState)(null), p = (0, b.useRef)(n), m = (0, b.useRef)({
		draft: l,
		commit: s
	});
	m.current = {
		draft: l,
		commit: s
	}, (0, b.useEffect)(() => () => {
		m.current.draft !== null && m.current.draft !== p.current && m.current.commit(m.current.draft);
	}, []);
	let h = () => {
		if (l === null) return;
		let e = l === n ? null : s(l);
		f(e), e === null && (p.current = l, u(null));
	};
	return /* @__PURE__ */ (0, x.jsxs)(x.Fragment, { children: [/* @__PURE__ */ (0, x.jsx)("input", {
		className: `${i}${d === null ? "" : " refused"}`,
		"data-testid": e,
		"aria-label": t,
		"aria-invalid": d !== null,
		list: a,
		inputMode: o,
		value: l ?? n,
		placeholder: r,
		spellCheck: !1,
		autoComplete: "off",
		onChange: (e) => {
			u(e.target.value), f(null);
		},
		onBlur: h,
		onKeyDown: (e) => {
			e.stopPropagation(), e.key === "Enter" ? (e.preventDefault(), h()) : e.key === "Escape" ? (u(null), f(null), m.current.draft = null, c.view?.focus()) : (e.ctrlKey || e.metaKey) && e.key.toLowerCase() === "z" && l === null && (e.preventDefault(), c.edit({ edit: e.shiftKey ? "redo" : "undo" }));
		}
	}), d !== null && /* @__PURE__ */ (0, x.jsx)("p", {
		className: "field-problem",
		role: "alert",
		children: d
	})] });
}
// src/inspector/typeHelp.ts
var Uh = [
	"float32",
	"float64",
	"float16",
	"bfloat16"
], Wh = {
	int: "a whole number",
	float: "a number",
	bool: "True or False",
	ints: "whole numbers, such as 3 or 3, 5",
	floats: "numbers",
	layer: "a layer"
}, Gh = 2 ** 31 - 1;
function Kh(e) {
	if (e.type === "bool") return ["True", "False"];
	let t = e.choices ?? [];
	return e.type === "dtype" && t.length === 0 ? Uh : t;
}
function qh(e) {
	let { minimum: t, maximum: n, type: r } = e, i = t == null ? "" : ` from ${t}`, a = n == null || n >= Gh ? "" : ` to ${n}`, o = Wh[r] ?? `one of ${Kh(e).join(", ")}`;
	return `${e.help ?? ""}\n${o}${i}${a}${e.optional ? ", or None" : ""}`.trim();
}
// src/inspector/values.ts
function Jh(e) {
	return e === void 0 ? "" : e === null ? "None" : e === !0 ? "True" : e === !1 ? "False" : Array.isArray(e) ? e.map((e) => Jh(e)).join(", ") : typeof e == "object" ? "kind" in e ? String(e.kind) : JSON.stringify(e) : String(e);
}
function Yh(e) {
	return {
		ok: !1,
		problem: e
	};
}
function Xh(e, t) {
	let { name: n, minimum: r, maximum: i } = e;
	return r != null && t < r ? Yh(`${n} is at least ${Tm(r)}.`) : i != null && t > i ? Yh(`${n} is at most ${Tm(i)}.`) : {
		ok: !0,
		value: t
	};
}
function Zh(e, t) {
	let n = e.type === "int" || e.type === "ints";
	return (n ? /^[+-]?\d[\d_]*$/ : /^[+-]?(\d[\d_]*\.?\d*|\.\d+)(e[+-]?\d+)?$/i).test(t) ? Xh(e, Number(t.replaceAll("_", ""))) : Yh(n ? `${e.name} is a whole number.` : `${e.name} is a number.`);
}
function Qh(e) {
	return e.length === 1 ? String(e[0]) : `${e.slice(0, -1).join(", ")} or ${e[e.length - 1]}`;
}
function $h(e, t) {
	if (e.choices?.includes(t)) return {
		ok: !0,
		value: t
	};
	let n = /^[[(](.*)[\])]$/.exec(t), r = (n?.[1] ?? t).split(/[,\s]+/).filter((e) => e !== "");
	if (r.length === 1 && n === null && e.scalar !== !1) return Zh(e, r[0] ?? "");
	let i = e.lengths ?? [];
	if (i.length > 0 && !i.includes(r.length)) return Yh(`${e.name} takes ${Qh(i)} numbers, such as ${i[0] === 1 ? "3" : "3, 3"}.`);
	let a = [];
	for (let t of r) {
		let n = e.holes && /^none$/i.test(t) ? {
			ok: !0,
			value: null
		} : Zh(e, t);
		if (!n.ok) return n;
		a.push(n.value);
	}
	return {
		ok: !0,
		value: a
	};
}
function eg(e, t) {
	let n = t.trim();
	if (e.auto && n.toLowerCase() === "auto") return {
		ok: !0,
		value: "auto"
	};
	if (e.optional && /^none$/i.test(n)) return {
		ok: !0,
		value: null
	};
	switch (e.type) {
		case "int":
		case "float": return Zh(e, n);
		case "ints":
		case "floats": return $h(e, n);
		case "bool": return /^(true|on|1)$/i.test(n) ? {
			ok: !0,
			value: !0
		} : {
			ok: !0,
			value: !1
		};
		case "choice":
		case "dtype": return {
			ok: !0,
			value: n
		};
		case "layer": return Yh(`${e.name} is chosen from a list.`);
	}
}
function tg(e) {
	let t = e.replace(/^\s*[[(]|[\])]\s*$/g, "").split(/[,\s×x]+/).filter((e) => e !== ""), n = [];
	for (let e of t) if (e === "N" || e === "n") n.push("N");
	else if (/^\d+$/.test(e) && Number(e) > 0) n.push(Number(e));
	else return {
		ok: !1,
		problem: `“${e}” is no dim: write N for the batch, else a whole number, such as N, 20.`
	};
	return {
		ok: !0,
		shape: n
	};
}
// src/inspector/ArgumentField.tsx
var ng = "";
function rg(e, t, n) {
	if (e.type === "bool") return t === "True";
	if (t === "None") return null;
	let r = n.get(t);
	return e.type === "layer" && r !== void 0 ? {
		kind: t,
		args: Bp(r, n)
	} : t;
}
function ig({ argument: e, given: t, prefix: n = "", onSet: r, onReset: i }) {
	let a = $((e) => e.kinds), { name: o, required: s, optional: c } = e, l = Jh(e.default), u = Kh(e).filter((e) => s || e !== l || t !== void 0);
	return /* @__PURE__ */ (0, x.jsxs)("select", {
		"data-testid": `field-${n}${o}`,
		"aria-label": o,
		value: t === void 0 ? ng : Jh(t),
		className: t === void 0 ? "usual" : "",
		onChange: (t) => t.target.value === ng ? i() : r(rg(e, t.target.value, a)),
		children: [
			!s && /* @__PURE__ */ (0, x.jsx)("option", {
				value: ng,
				children: l
			}),
			c && e.default !== null && /* @__PURE__ */ (0, x.jsx)("option", {
				value: "None",
				children: "None"
			}),
			u.map((e) => /* @__PURE__ */ (0, x.jsx)("option", {
				value: e,
				children: e
			}, e))
		]
	});
}
function ag({ argument: e, given: t, decided: n, prefix: r = "", onSet: i, onReset: a }) {
	let { name: o, type: s, auto: c, required: l } = e, u = s === "ints" ? e.choices ?? [] : [], d = `choices-${r}${o}`;
	return /* @__PURE__ */ (0, x.jsxs)(x.Fragment, { children: [/* @__PURE__ */ (0, x.jsx)(Hh, {
		testId: `field-${r}${o}`,
		label: o,
		value: Jh(t === "auto" && c ? n ?? "auto" : t),
		placeholder: l ? "required" : Jh(e.default),
		commit: (n) => {
			let r = n.trim() === "";
			if (r && l && !c) return `${o} must be given.`;
			if (r && l ? i("auto") : r && t !== void 0 && a(), r) return null;
			let s = eg(e, n);
			return s.ok ? (i(s.value), null) : s.problem;
		},
		inputMode: s === "int" ? "numeric" : "text",
		...u.length > 0 ? { list: d } : {}
	}), u.length > 0 && /* @__PURE__ */ (0, x.jsx)("datalist", {
		id: d,
		children: u.map((e) => /* @__PURE__ */ (0, x.jsx)("option", { value: e }, e))
	})] });
}
function og(e) {
	return typeof e == "object" && !!e && !Array.isArray(e) && typeof e.kind == "string";
}
function sg(e) {
	let { argument: t, given: n, decided: r, prefix: i = "", onSet: a, onReset: o } = e, { name: s, type: c, auto: l, required: u } = t, d = n === "auto" && l === !0, f = c === "bool" || c === "choice" || c === "dtype" || c === "layer", p = !u && n !== void 0 && !(d && t.default === "auto");
	return /* @__PURE__ */ (0, x.jsxs)(x.Fragment, { children: [/* @__PURE__ */ (0, x.jsx)(Vh, {
		label: s,
		help: qh(t),
		children: /* @__PURE__ */ (0, x.jsxs)("div", {
			className: d ? "value auto" : "value",
			children: [
				f ? /* @__PURE__ */ (0, x.jsx)(ig, { ...e }) : /* @__PURE__ */ (0, x.jsx)(ag, { ...e }),
				l && /* @__PURE__ */ (0, x.jsx)("button", {
					type: "button",
					className: "auto-toggle",
					"data-testid": `auto-${i}${s}`,
					"aria-pressed": d,
					title: d ? "Decided by the incoming shape; press to fix its value" : "Let the incoming shape decide",
					onClick: () => a(d ? r ?? Math.max(1, t.minimum ?? 1) : "auto"),
					children: "auto"
				}),
				p && /* @__PURE__ */ (0, x.jsx)("button", {
					type: "button",
					className: "reset",
					"data-testid": `reset-${i}${s}`,
					title: `Back to the default: ${Jh(t.default)}`,
					"aria-label": `Reset ${s}`,
					onClick: o,
					children: "↺"
				})
			]
		})
	}), c === "layer" && og(n) && /* @__PURE__ */ (0, x.jsx)(Bh, {
		value: n,
		prefix: `${i}${s}.`,
		onSet: a
	})] });
}
// src/inspector/ContainerFields.tsx
var cg = [
	["add", "add"],
	["mul", "multiply"],
	["cat", "concatenate"],
	["stack", "stack"],
	["none", "tuple, not merged"]
], lg = /^[A-Za-z_][A-Za-z0-9_]*$/;
function ug(e, t, n) {
	return /^-?\d+$/.test(e.trim()) ? Number(e) < t ? `${n} is at least ${t}.` : Number(e) : `${n} is a whole number.`;
}
function dg({ node: e }) {
	let t = yp(), { id: n, merge: r = "add" } = e;
	return /* @__PURE__ */ (0, x.jsxs)(x.Fragment, { children: [
		/* @__PURE__ */ (0, x.jsx)(Vh, {
			label: "merge",
			help: "What becomes of the branches' outputs.",
			children: /* @__PURE__ */ (0, x.jsx)("select", {
				"data-testid": "field-merge",
				"aria-label": "merge",
				value: r,
				onChange: (e) => t.edit({
					edit: "set_merge",
					id: n,
					merge: e.target.value
				}),
				children: cg.map(([e, t]) => /* @__PURE__ */ (0, x.jsx)("option", {
					value: e,
					children: t
				}, e))
			})
		}),
		(r === "cat" || r === "stack") && /* @__PURE__ */ (0, x.jsx)(Vh, {
			label: "dim",
			help: "The dim along which they are joined.",
			children: /* @__PURE__ */ (0, x.jsx)(Hh, {
				testId: "field-dim",
				label: "dim",
				value: String(e.dim ?? 1),
				commit: (e) => {
					let r = ug(e, -64, "dim");
					return typeof r == "string" ? r : (t.edit({
						edit: "set_merge",
						id: n,
						dim: r
					}), null);
				}
			})
		}),
		/* @__PURE__ */ (0, x.jsx)(Vh, {
			label: "class name",
			help: "The name of its class in the code; empty for one that says what it does.",
			children: /* @__PURE__ */ (0, x.jsx)(Hh, {
				testId: "field-class_name",
				label: "class name",
				value: e.class_name ?? "",
				placeholder: e.title,
				commit: (e) => {
					let r = e.trim();
					return r !== "" && !lg.test(r) ? "A class name is letters, digits and _, such as Inception." : (t.edit({
						edit: "set_class_name",
						id: n,
						class_name: r === "" ? null : r
					}), null);
				}
			})
		})
	] });
}
function fg({ node: e }) {
	let t = yp();
	return /* @__PURE__ */ (0, x.jsxs)(x.Fragment, { children: [/* @__PURE__ */ (0, x.jsx)(Vh, {
		label: "count",
		help: "How many independent copies.",
		children: /* @__PURE__ */ (0, x.jsx)(Hh, {
			testId: "field-count",
			label: "count",
			inputMode: "numeric",
			value: String(e.count ?? 2),
			commit: (n) => {
				let r = ug(n, 1, "count");
				return typeof r == "string" ? r : (t.edit({
					edit: "set_repeat",
					id: e.id,
					count: r
				}), null);
			}
		})
	}), /* @__PURE__ */ (0, x.jsx)(Vh, {
		label: "names",
		help: "What each copy is called; {i} is its number from 0.",
		children: /* @__PURE__ */ (0, x.jsx)(Hh, {
			testId: "field-names",
			label: "names",
			value: e.names ?? "{i}",
			commit: (n) => {
				let r = n.trim() === "" ? "{i}" : n.trim();
				return r.includes("{i}") ? (t.edit({
					edit: "set_repeat",
					id: e.id,
					names: r
				}), null) : "names holds {i}, the copy's number, such as block {i}.";
			}
		})
	})] });
}
function pg({ node: e }) {
	return e.block === "parallel" ? /* @__PURE__ */ (0, x.jsx)(dg, { node: e }) : e.block === "repeat" ? /* @__PURE__ */ (0, x.jsx)(fg, { node: e }) : null;
}
// src/pane/ProblemCard.tsx
function mg({ problem: e, onShow: t, testId: n }) {
	let r = yp(), { fix: i, hint: a, severity: o, path: s } = e;
	return /* @__PURE__ */ (0, x.jsxs)("div", {
		className: `problem ${o}`,
		onClick: t,
		role: t === void 0 ? void 0 : "button",
		"data-testid": n,
		children: [
			/* @__PURE__ */ (0, x.jsxs)("p", { children: [
				t !== void 0 && /* @__PURE__ */ (0, x.jsx)("code", { children: s === "" || s === void 0 ? "network" : s }),
				" ",
				e.problem
			] }),
			a && /* @__PURE__ */ (0, x.jsx)("p", {
				className: "hint",
				children: a
			}),
			i && /* @__PURE__ */ (0, x.jsx)("button", {
				type: "button",
				className: "fix",
				onClick: (e) => {
					e.stopPropagation(), r.edit(i.edit);
				},
				children: i.label
			})
		]
	});
}
// src/inspector/ProblemList.tsx
function hg({ node: e }) {
	let t = $((e) => e.problems);
	return (e.problems?.length ?? 0) === 0 ? null : /* @__PURE__ */ (0, x.jsx)("div", {
		className: "problem-list",
		children: e.problems?.map((e) => {
			let n = t[e];
			return n === void 0 ? null : /* @__PURE__ */ (0, x.jsx)(mg, { problem: n }, e);
		})
	});
}
// src/inspector/SharedWith.tsx
function gg({ node: e }) {
	let t = yp(), n = $((e) => e.tree), r = (0, b.useMemo)(() => Ap(n, e), [n, e]);
	if (r.length < 2) return null;
	let i = (e) => {
		t.select([e]), t.view?.reveal(e);
	};
	return /* @__PURE__ */ (0, x.jsxs)("div", {
		className: "shared-with",
		"data-testid": "shared-with",
		children: [/* @__PURE__ */ (0, x.jsxs)("p", { children: [
			"◆ shared ",
			e.group,
			": one module in ",
			r.length,
			" places"
		] }), /* @__PURE__ */ (0, x.jsx)("ul", { children: r.map((n) => /* @__PURE__ */ (0, x.jsxs)("li", {
			className: n.id === e.id ? "here" : "",
			children: [/* @__PURE__ */ (0, x.jsxs)("button", {
				type: "button",
				className: "link",
				onClick: () => i(n.id),
				children: [
					/* @__PURE__ */ (0, x.jsx)("code", { children: n.path }),
					" ",
					n.block === "shared" ? "" : "(first)"
				]
			}), n.block === "shared" && /* @__PURE__ */ (0, x.jsx)("button", {
				type: "button",
				"data-testid": `unshare-${n.id}`,
				onClick: () => t.edit({
					edit: "unshare",
					id: n.id
				}),
				children: "Unshare"
			})]
		}, n.id)) })]
	});
}
// src/inspector/BlockInspector.tsx
function _g(e, t) {
	if (t !== void 0) return t;
	let n = {
		sequential: "Sequential",
		parallel: "Parallel",
		repeat: "Repeat"
	};
	return Fp.find((t) => t.name === n[e.block])?.summary ?? "";
}
function vg({ node: e }) {
	let t = yp(), n = $((t) => t.kinds.get(e.kind ?? "")), r = $((t) => t.index.get(e.id)?.parent ?? null), i = (n) => {
		let r = n.trim();
		return r.includes(".") ? "A name holds no dot: the dot separates a path's steps." : (t.edit({
			edit: "rename",
			id: e.id,
			name: r === "" ? null : r
		}), null);
	}, a = (n) => {
		let r = n.currentTarget.getBoundingClientRect();
		t.store.set({ menu: {
			id: e.id,
			x: r.right - 230,
			y: r.bottom + 4
		} });
	}, o = e.block === "shared" ? `${e.title}, shared` : e.title;
	return /* @__PURE__ */ (0, x.jsxs)(x.Fragment, { children: [
		/* @__PURE__ */ (0, x.jsxs)("header", { children: [
			/* @__PURE__ */ (0, x.jsx)("h2", { children: o }),
			/* @__PURE__ */ (0, x.jsx)("code", {
				className: "path",
				children: Mm(e)
			}),
			/* @__PURE__ */ (0, x.jsx)("button", {
				type: "button",
				className: "dots",
				"aria-label": "What can be done",
				"data-testid": "block-menu",
				onPointerDown: (e) => e.stopPropagation(),
				onClick: a,
				children: "⋯"
			})
		] }),
		/* @__PURE__ */ (0, x.jsx)("p", {
			className: "summary",
			children: _g(e, n?.summary)
		}),
		/* @__PURE__ */ (0, x.jsx)(hg, { node: e }),
		r !== null && r.block !== "repeat" && /* @__PURE__ */ (0, x.jsx)(Vh, {
			label: "name",
			help: "Its key in the parent module; empty for its position.",
			children: /* @__PURE__ */ (0, x.jsx)(Hh, {
				testId: "field-name",
				label: "name",
				value: e.named ? e.name : "",
				placeholder: e.name,
				commit: i
			})
		}),
		/* @__PURE__ */ (0, x.jsx)(pg, { node: e }),
		e.block === "layer" && n?.arguments.map((n) => /* @__PURE__ */ (0, x.jsx)(sg, {
			argument: n,
			given: e.args?.[n.name],
			decided: e.resolved?.[n.name],
			onSet: (r) => t.edit({
				edit: "set_argument",
				id: e.id,
				argument: n.name,
				value: r
			}),
			onReset: () => t.edit({
				edit: "unset_argument",
				id: e.id,
				argument: n.name
			})
		}, n.name)),
		/* @__PURE__ */ (0, x.jsx)("hr", {}),
		/* @__PURE__ */ (0, x.jsx)(Vh, {
			label: "input → output",
			children: /* @__PURE__ */ (0, x.jsxs)("code", { children: [
				(e.in ?? []).join(", ") || "?",
				" → ",
				(e.out ?? []).join(", ") || "?"
			] })
		}),
		/* @__PURE__ */ (0, x.jsx)(Vh, {
			label: "parameters",
			children: /* @__PURE__ */ (0, x.jsx)("code", { children: e.parameters ? Tm(e.parameters) : "none" })
		}),
		(e.multiply_adds ?? 0) > 0 && /* @__PURE__ */ (0, x.jsx)(Vh, {
			label: "multiply-adds",
			children: /* @__PURE__ */ (0, x.jsx)("code", {
				title: Tm(e.multiply_adds ?? 0),
				children: Em(e.multiply_adds ?? 0)
			})
		}),
		e.access !== "" && /* @__PURE__ */ (0, x.jsx)(Vh, {
			label: "in Python",
			children: /* @__PURE__ */ (0, x.jsx)("code", {
				className: "access",
				"data-testid": "access",
				children: e.access
			})
		}),
		e.tied?.map((e) => /* @__PURE__ */ (0, x.jsx)(Vh, {
			label: "tied",
			children: /* @__PURE__ */ (0, x.jsxs)("code", { children: [
				e.tensor,
				" is ",
				e.with
			] })
		}, e.tensor)),
		/* @__PURE__ */ (0, x.jsx)(gg, { node: e }),
		e.parameters || e.block === "shared" ? /* @__PURE__ */ (0, x.jsxs)("label", {
			className: "check",
			title: "Training leaves its parameters as they are (requires_grad is False)",
			children: [/* @__PURE__ */ (0, x.jsx)("input", {
				type: "checkbox",
				"data-testid": "freeze",
				checked: e.frozen === !0,
				onChange: (n) => um(t, e, n.target.checked)
			}), "frozen"]
		}) : null
	] });
}
// src/inspector/InputRow.tsx
var yg = [
	"float32",
	"float64",
	"float16",
	"bfloat16",
	"int64",
	"int32",
	"int16",
	"int8",
	"uint8",
	"bool",
	"complex64"
];
function bg({ input: e, at: t, removable: n, onChange: r, onRemove: i }) {
	return /* @__PURE__ */ (0, x.jsxs)("div", {
		className: "input-row field",
		children: [
			/* @__PURE__ */ (0, x.jsx)(Hh, {
				testId: `input-name-${t}`,
				label: "Input's name",
				className: "name",
				value: e.name,
				commit: (t) => /^[A-Za-z_][A-Za-z0-9_]*$/.test(t.trim()) ? (r({
					...e,
					name: t.trim()
				}), null) : "An input's name is letters, digits and _."
			}),
			/* @__PURE__ */ (0, x.jsx)(Hh, {
				testId: `input-shape-${t}`,
				label: "Shape, N for the batch",
				className: "shape-text",
				value: e.shape.join(", "),
				commit: (t) => {
					let n = tg(t);
					return n.ok ? (r({
						...e,
						shape: n.shape
					}), null) : n.problem;
				}
			}),
			/* @__PURE__ */ (0, x.jsx)("select", {
				"data-testid": `input-dtype-${t}`,
				"aria-label": "dtype",
				value: e.dtype ?? "float32",
				onChange: (t) => r({
					...e,
					dtype: t.target.value
				}),
				children: yg.map((e) => /* @__PURE__ */ (0, x.jsx)("option", { children: e }, e))
			}),
			/* @__PURE__ */ (0, x.jsx)("button", {
				type: "button",
				className: "reset",
				disabled: !n,
				"aria-label": `Remove ${e.name}`,
				"data-testid": `input-remove-${t}`,
				onClick: i,
				children: "×"
			})
		]
	});
}
// src/inspector/DocumentInspector.tsx
function xg(e) {
	let t = new Set(e.map((e) => e.name));
	return [
		"X",
		"Y",
		"Z"
	].find((e) => !t.has(e)) ?? `X${e.length + 1}`;
}
function Sg() {
	let e = yp(), { inputs: t, batch: n = 2, seed: r = 0 } = $((e) => e.props), i = (t, r = n) => {
		e.edit({
			edit: "set_inputs",
			inputs: t,
			batch: r
		});
	};
	return /* @__PURE__ */ (0, x.jsxs)(x.Fragment, { children: [
		/* @__PURE__ */ (0, x.jsx)("header", { children: /* @__PURE__ */ (0, x.jsx)("h2", { children: "Network" }) }),
		/* @__PURE__ */ (0, x.jsx)("p", {
			className: "summary",
			children: "Select a block to see its arguments. These are the network's own."
		}),
		/* @__PURE__ */ (0, x.jsx)("h3", { children: "Inputs" }),
		t.map((e, n) => /* @__PURE__ */ (0, x.jsx)(bg, {
			input: e,
			at: n,
			removable: t.length > 1,
			onChange: (e) => i(t.map((t, r) => r === n ? e : t)),
			onRemove: () => i(t.filter((e, t) => t !== n))
		}, n)),
		/* @__PURE__ */ (0, x.jsx)("button", {
			type: "button",
			className: "link add-input",
			"data-testid": "add-input",
			onClick: () => i([...t, {
				name: xg(t),
				shape: ["N", 20],
				dtype: "float32"
			}]),
			children: "+ input"
		}),
		/* @__PURE__ */ (0, x.jsx)(Vh, {
			label: "batch",
			help: "How many samples N stands for when shapes are checked. Only a sample: the network takes any.",
			children: /* @__PURE__ */ (0, x.jsx)(Hh, {
				testId: "field-batch",
				label: "batch",
				inputMode: "numeric",
				value: String(n),
				commit: (e) => /^[1-9]\d*$/.test(e.trim()) ? (i(t, Number(e)), null) : "The batch is a whole number from 1."
			})
		}),
		/* @__PURE__ */ (0, x.jsx)(Vh, {
			label: "seed",
			help: "torch.manual_seed before the first weights are drawn.",
			children: /* @__PURE__ */ (0, x.jsx)(Hh, {
				testId: "field-seed",
				label: "seed",
				inputMode: "numeric",
				value: String(r),
				commit: (t) => /^\d+$/.test(t.trim()) ? (e.edit({
					edit: "set_seed",
					seed: Number(t)
				}), null) : "The seed is a whole number from 0."
			})
		})
	] });
}
// src/inspector/ManyInspector.tsx
function Cg() {
	let e = yp(), t = $((e) => e.selected), n = $((e) => e.index), r = e.chosen().reduce((e, t) => e + (n.get(t)?.node.parameters ?? 0), 0);
	return /* @__PURE__ */ (0, x.jsxs)(x.Fragment, { children: [
		/* @__PURE__ */ (0, x.jsx)("header", { children: /* @__PURE__ */ (0, x.jsx)("h2", { children: Om(t.length, "block") }) }),
		/* @__PURE__ */ (0, x.jsx)(Vh, {
			label: "parameters",
			children: /* @__PURE__ */ (0, x.jsx)("code", { children: r === 0 ? "none" : Tm(r) })
		}),
		/* @__PURE__ */ (0, x.jsxs)("div", {
			className: "buttons",
			children: [
				/* @__PURE__ */ (0, x.jsx)("button", {
					type: "button",
					onClick: () => sm(e, "sequential"),
					children: "Wrap in Sequential"
				}),
				/* @__PURE__ */ (0, x.jsx)("button", {
					type: "button",
					onClick: () => om(e),
					children: "Duplicate"
				}),
				/* @__PURE__ */ (0, x.jsx)("button", {
					type: "button",
					onClick: () => am(e),
					children: "Delete"
				})
			]
		})
	] });
}
// src/inspector/Inspector.tsx
function wg() {
	let e = $((e) => e.selected), t = $((e) => e.index.get(e.selected[e.selected.length - 1] ?? "")?.node);
	return /* @__PURE__ */ (0, x.jsxs)("section", {
		className: "inspector",
		"aria-label": e.length > 1 ? Om(e.length, "block") : "Inspector",
		"data-testid": "inspector",
		children: [
			t === void 0 && /* @__PURE__ */ (0, x.jsx)(Sg, {}),
			t !== void 0 && e.length > 1 && /* @__PURE__ */ (0, x.jsx)(Cg, {}),
			t !== void 0 && e.length === 1 && /* @__PURE__ */ (0, x.jsx)(vg, { node: t }, t.id)
		]
	});
}
// src/palette/PaletteItem.tsx
var Tg = (0, b.memo)(function({ entry: e, active: t, onAdd: n }) {
	let r = yp();
	return /* @__PURE__ */ (0, x.jsxs)("button", {
		type: "button",
		tabIndex: -1,
		"data-testid": `palette-item-${e.name}`,
		className: t ? "item active" : "item",
		"data-category": e.category,
		"aria-disabled": e.instead !== void 0,
		title: e.instead ?? e.summary,
		onPointerDown: (t) => {
			t.button === 0 && e.instead === void 0 && r.view !== null && (t.preventDefault(), Sm(r, t.nativeEvent, {
				from: "palette",
				name: e.name
			}, r.view.findPlace));
		},
		onClick: () => {
			n(e), r.view?.focus();
		},
		children: [/* @__PURE__ */ (0, x.jsx)("span", { children: e.name }), e.note !== "" && /* @__PURE__ */ (0, x.jsx)("small", { children: e.note })]
	});
}), Eg = 4;
function Dg(e) {
	let t = new Map(kh.map((e) => [e, []]));
	for (let n of e) {
		let e = t.get(n.category) ?? [];
		e.push(n), t.set(n.category, e);
	}
	return [...t].filter(([, e]) => e.length > 0);
}
var Og = /* @__PURE__ */ "Linear.Identity.Bilinear.ReLU.GELU.Sigmoid.Softmax.Tanh.Conv2d.Conv1d.ConvTranspose2d.BatchNorm2d.LayerNorm.BatchNorm1d.GroupNorm.MaxPool2d.AvgPool2d.AdaptiveAvgPool2d.LSTM.GRU.RNN.MultiheadAttention.TransformerEncoderLayer.Embedding.EmbeddingBag.Dropout.Dropout2d.Flatten.Unflatten.Upsample.ZeroPad2d.CosineSimilarity.CrossEntropyLoss.MSELoss".split(".");
function kg({ open: e, onToggle: t }) {
	let n = yp(), r = $((e) => e.kinds), [i, a] = (0, b.useState)(""), [o, s] = (0, b.useState)(0), [c, l] = (0, b.useState)(/* @__PURE__ */ new Set(["container"])), u = (0, b.useRef)(null), d = (0, b.useMemo)(() => Ah(r), [r]), f = (0, b.useMemo)(() => Dg(Ph(d, "", Og).filter((e) => e.instead === void 0)), [d]), { words: p, numbers: m } = jh(i), h = (0, b.useMemo)(() => p === "" ? [] : Ph(d, p, Og), [d, p]), g = (e) => {
		e !== void 0 && (e.instead === void 0 ? $p(n, e.name, m) : n.toast(`${e.name} cannot stand on the canvas.`, e.instead));
	}, _ = (e) => {
		e.key === "ArrowDown" || e.key === "ArrowUp" ? (e.preventDefault(), s((t) => Math.max(0, Math.min(h.length - 1, t + (e.key === "ArrowDown" ? 1 : -1))))) : e.key === "Enter" ? g(h[o]) : e.key === "Escape" && (a(""), n.view?.focus());
	}, v = (e) => l((t) => {
		let n = new Set(t);
		return n.delete(e) || n.add(e), n;
	});
	return e ? /* @__PURE__ */ (0, x.jsxs)("nav", {
		className: "palette",
		"aria-label": "Palette",
		children: [/* @__PURE__ */ (0, x.jsxs)("div", {
			className: "search",
			children: [
				/* @__PURE__ */ (0, x.jsx)("input", {
					"data-testid": "palette-search",
					value: i,
					placeholder: `Search ${r.size > 0 ? r.size : ""} layers`,
					"aria-label": "Search layers",
					spellCheck: !1,
					onChange: (e) => {
						a(e.target.value), s(0);
					},
					onKeyDown: _
				}),
				/* @__PURE__ */ (0, x.jsx)("kbd", { children: "/" }),
				/* @__PURE__ */ (0, x.jsx)("button", {
					type: "button",
					className: "fold-panel",
					"aria-label": "Hide the palette",
					title: "Hide the palette",
					onClick: t,
					children: "‹"
				})
			]
		}), /* @__PURE__ */ (0, x.jsxs)("div", {
			className: "palette-list",
			ref: u,
			children: [
				p !== "" && h.map((e, t) => /* @__PURE__ */ (0, x.jsx)(Tg, {
					entry: e,
					active: t === o,
					onAdd: g
				}, e.name)),
				p !== "" && h.length === 0 && /* @__PURE__ */ (0, x.jsxs)("p", {
					className: "nothing",
					children: [
						"No layer matches “",
						p,
						"”."
					]
				}),
				p === "" && f.map(([e, t]) => /* @__PURE__ */ (0, x.jsxs)("section", { children: [
					/* @__PURE__ */ (0, x.jsxs)("button", {
						type: "button",
						className: "category",
						"aria-expanded": c.has(e),
						onClick: () => v(e),
						children: [/* @__PURE__ */ (0, x.jsx)("span", { children: e === "container" ? "Containers" : e }), /* @__PURE__ */ (0, x.jsx)("span", { children: t.length })]
					}),
					t.slice(0, c.has(e) ? t.length : Eg).map((e) => /* @__PURE__ */ (0, x.jsx)(Tg, {
						entry: e,
						active: !1,
						onAdd: g
					}, e.name)),
					t.length > Eg && /* @__PURE__ */ (0, x.jsx)("button", {
						type: "button",
						className: "more",
						"data-testid": `more-${e}`,
						onClick: () => v(e),
						children: c.has(e) ? "fewer" : `${t.length - Eg} more`
					})
				] }, e))
			]
		})]
	}) : /* @__PURE__ */ (0, x.jsx)("nav", {
		className: "palette closed",
		children: /* @__PURE__ */ (0, x.jsx)("button", {
			type: "button",
			className: "fold-panel",
			"aria-label": "Show the palette",
			title: "Show the palette",
			onClick: t,
			children: "›"
		})
	});
}
// src/pane/tokens.ts
var Ag = new Set("False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield".split(" ")), jg = /([rbfRBF]{0,2}(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'))|(#.*)|(\b\d[\d_]*(?:\.\d+)?(?:e[+-]?\d+)?\b)|([A-Za-z_]\w*)|(\s+|[^\sA-Za-z_0-9#"']+|.)/g, Mg = /^[rbfRBF]{0,2}("""|''')/;
function Ng(e) {
	let t = [], n = !1;
	for (let [r, i, a, o, s] of e.matchAll(jg)) i === void 0 ? a === void 0 ? o === void 0 ? s === void 0 ? t.push({
		text: r,
		kind: ""
	}) : t.push({
		text: s,
		kind: Ag.has(s) ? "keyword" : n ? "name" : ""
	}) : t.push({
		text: o,
		kind: "number"
	}) : t.push({
		text: a,
		kind: "comment"
	}) : t.push({
		text: i,
		kind: "string"
	}), r.trim() !== "" && (n = s === "def" || s === "class");
	return t;
}
function Pg(e) {
	let t = null;
	return e.split("\n").map((e) => {
		if (t !== null) return e.includes(t) && (t = null), [{
			text: e,
			kind: "string"
		}];
		let n = /^\s*/.exec(e)?.[0] ?? "", r = Mg.exec(e.slice(n.length))?.[1];
		return r === void 0 ? Ng(e) : (e.indexOf(r, n.length + r.length) < 0 && (t = r), [{
			text: n,
			kind: ""
		}, {
			text: e.slice(n.length),
			kind: "string"
		}]);
	});
}
// src/pane/CodeText.tsx
var Fg = 1.45, Ig = (0, b.memo)(function({ rows: e }) {
	return /* @__PURE__ */ (0, x.jsx)(x.Fragment, { children: e.map((t, n) => /* @__PURE__ */ (0, x.jsxs)("span", { children: [t.map((e, t) => e.kind === "" ? e.text : /* @__PURE__ */ (0, x.jsx)("span", {
		className: e.kind,
		children: e.text
	}, t)), n < e.length - 1 ? "\n" : ""] }, n)) });
});
function Lg({ text: e, lines: t, python: n }) {
	let r = $((e) => e.selected), i = (0, b.useRef)(null), a = (0, b.useMemo)(() => n ? Pg(e) : e.split("\n").map((e) => [{
		text: e,
		kind: ""
	}]), [e, n]), o = (0, b.useMemo)(() => r.flatMap((e) => t[e] ?? []), [r, t]), s = o.reduce((e, [t]) => Math.min(e, t), Infinity);
	return (0, b.useEffect)(() => {
		let [e, t] = [i.current, i.current?.parentElement];
		if (!e || !t || s === Infinity) return;
		let n = (s - 1) * e.clientHeight / a.length;
		(n < t.scrollTop + 20 || n > t.scrollTop + t.clientHeight - 60) && t.scrollTo({ top: Math.max(0, n - t.clientHeight / 3) });
	}, [s, a]), /* @__PURE__ */ (0, x.jsxs)("pre", {
		ref: i,
		"data-testid": "pane-text",
		children: [o.map(([e, t]) => /* @__PURE__ */ (0, x.jsx)("i", {
			className: "mark",
			"data-testid": "marked",
			style: {
				top: `${(e - 1) * Fg}em`,
				height: `${(t - e + 1) * Fg}em`
			}
		}, `${e}-${t}`)), /* @__PURE__ */ (0, x.jsx)("code", { children: /* @__PURE__ */ (0, x.jsx)(Ig, { rows: a }) })]
	});
}
// src/pane/ProblemsTab.tsx
function Rg() {
	let e = yp(), t = $((e) => e.problems);
	if (t.length === 0) return /* @__PURE__ */ (0, x.jsx)("p", {
		className: "nothing",
		children: "No problems: every shape fits."
	});
	let n = (t) => {
		t && (e.select([t]), e.view?.reveal(t));
	};
	return /* @__PURE__ */ (0, x.jsx)("div", {
		className: "problem-list",
		children: t.map((e, t) => /* @__PURE__ */ (0, x.jsx)(mg, {
			problem: e,
			testId: `problem-${t}`,
			onShow: () => n(e.id)
		}, t))
	});
}
// src/pane/Pane.tsx
var zg = [
	["code", "Code"],
	["print", "print(net)"],
	["tree", "Tree"],
	["problems", "Problems"]
];
function Bg() {
	let e = yp(), t = $((e) => e.tab), n = $((e) => e.props.pane), r = $((e) => e.problems.length), i = $((e) => e.problems.some((e) => e.severity === "error")), a = n?.tab === t ? n.text : null;
	return /* @__PURE__ */ (0, x.jsxs)("section", {
		className: "pane",
		"aria-label": "Code and problems",
		children: [/* @__PURE__ */ (0, x.jsxs)("div", {
			className: "tabs",
			role: "tablist",
			children: [zg.map(([n, a]) => /* @__PURE__ */ (0, x.jsxs)("button", {
				type: "button",
				role: "tab",
				"aria-selected": t === n,
				"data-testid": `tab-${n}`,
				onClick: () => e.showTab(n),
				children: [a, n === "problems" && r > 0 && /* @__PURE__ */ (0, x.jsx)("span", {
					className: i ? "badge error" : "badge warning",
					children: r
				})]
			}, n)), t !== "problems" && a !== null && /* @__PURE__ */ (0, x.jsx)("button", {
				type: "button",
				className: "copy",
				"data-testid": "copy-text",
				title: "Copy the text",
				onClick: () => {
					navigator.clipboard.writeText(a ?? "").then(() => e.toast("Copied."), () => e.toast("The browser did not allow copying.", "Mark the text and press Ctrl+C."));
				},
				children: "Copy"
			})]
		}), /* @__PURE__ */ (0, x.jsxs)("div", {
			className: "pane-body",
			role: "tabpanel",
			"data-testid": "pane",
			tabIndex: -1,
			children: [
				t === "problems" && /* @__PURE__ */ (0, x.jsx)(Rg, {}),
				t !== "problems" && a !== null && /* @__PURE__ */ (0, x.jsx)(Lg, {
					text: a,
					lines: n?.lines ?? {},
					python: t === "code"
				}),
				t !== "problems" && a === null && /* @__PURE__ */ (0, x.jsx)("p", {
					className: "nothing",
					children: "…"
				})
			]
		})]
	});
}
// src/session/walk.ts
function Vg(e, t) {
	let n = [], r = (e) => {
		n.push(e.id), t.has(e.id) || e.children?.forEach(r);
	};
	return e.block === "sequential" ? e.children?.forEach(r) : r(e), n;
}
function Hg(e, t, n) {
	let { tree: r, folded: i, index: a } = e.store.get(), o = Vg(r, i);
	if (t === void 0) return n === "previous" ? o[o.length - 1] : o[0];
	let s = a.get(t);
	return n === "in" ? s?.node.children?.[0]?.id : n === "out" ? o.includes(s?.parent?.id ?? "") ? s?.parent?.id : void 0 : o[o.indexOf(t) + (n === "next" ? 1 : -1)];
}
function Ug(e, t, n) {
	let { selected: r, folded: i } = e.store.get(), a = r[r.length - 1];
	if (t === "in" && a !== void 0 && i.has(a)) {
		e.fold(a, !1);
		return;
	}
	let o = Hg(e, a, t);
	o !== void 0 && (e.select(n ? [...r.filter((e) => e !== o), o] : [o]), e.view?.reveal(o));
}
// src/session/keyboard.ts
function Wg(e) {
	return e instanceof HTMLInputElement || e instanceof HTMLTextAreaElement || e instanceof HTMLSelectElement;
}
function Gg(e) {
	return e.currentTarget;
}
function Kg(e, t) {
	e.store.get().selected.length !== 0 && Gg(t).querySelector(".inspector .field input:not([disabled]), .inspector .field select")?.focus();
}
function qg(e) {
	let { selected: t, index: n } = e.store.get(), r = t[t.length - 1], i = n.get(r ?? "")?.parent;
	i?.block === "repeat" ? e.toast("The copies are named by the Repeat.", "Set its names, such as block {i}.") : r !== void 0 && i != null && e.store.set({ renaming: r });
}
function Jg(e) {
	let { quickAdd: t, menu: n } = e.store.get();
	t !== null || n !== null ? e.store.set({
		quickAdd: null,
		menu: null
	}) : e.select([]);
}
function Yg(e, t) {
	let n = Qp(e);
	t.target instanceof Element && t.target.closest(".canvas") !== null && n !== null ? e.view?.openQuickAdd(n.parent, n.index) : Gg(t).querySelector(".palette input")?.focus();
}
function Xg(e) {
	e.select((e.store.get().tree.children ?? []).map((e) => e.id));
}
var Zg = {
	Delete: am,
	Backspace: am,
	Enter: Kg,
	F2: qg,
	Escape: Jg,
	"/": Yg,
	g: (e) => sm(e, "sequential"),
	u: cm,
	f: (e) => e.view?.fit(),
	"+": (e) => e.view?.zoomBy(1.2),
	"-": (e) => e.view?.zoomBy(1 / 1.2),
	ArrowUp: (e, t) => Ug(e, "previous", t.shiftKey),
	ArrowDown: (e, t) => Ug(e, "next", t.shiftKey),
	ArrowLeft: (e, t) => Ug(e, "out", t.shiftKey),
	ArrowRight: (e, t) => Ug(e, "in", t.shiftKey)
}, Qg = {
	d: om,
	a: Xg,
	z: (e, t) => e.edit({ edit: t.shiftKey ? "redo" : "undo" }),
	y: (e) => e.edit({ edit: "redo" })
}, $g = /* @__PURE__ */ new Set([
	"z",
	"y",
	"/",
	"Escape"
]);
function e_(e, t) {
	if (t.stopPropagation(), t.defaultPrevented || t.nativeEvent.isComposing || Wg(t.target)) return;
	let n = t.ctrlKey || t.metaKey, r = t.key.length === 1 ? t.key.toLowerCase() : t.key;
	if (t.key === "Enter" && t.target instanceof HTMLButtonElement) return;
	let i = t.target instanceof Element && t.target.closest(".side") !== null, a = (n ? Qg : Zg)[r];
	a === void 0 || t.altKey && !n || i && !$g.has(r) || (t.preventDefault(), a(e, t));
}
function t_(e, t) {
	let [n] = t.composedPath();
	if (Wg(n ?? null) || t.clipboardData === null || n instanceof Element && n.closest(".side") !== null) return;
	if (t.type === "paste") {
		t.preventDefault(), fm(e, t.clipboardData.getData("text/plain"));
		return;
	}
	let r = dm(e);
	r !== null && (t.preventDefault(), t.clipboardData.setData("text/plain", r), t.type === "cut" && am(e));
}
// src/build/panels.ts
var n_ = "nnblocks:panels";
function r_() {
	let e = {
		palette: !0,
		side: !0,
		width: window.innerWidth >= 1700 ? 420 : 330
	};
	try {
		return {
			...e,
			...JSON.parse(sessionStorage.getItem(n_) ?? "{}")
		};
	} catch {
		return e;
	}
}
function i_(e) {
	try {
		sessionStorage.setItem(n_, JSON.stringify(e));
	} catch {}
}
// src/build/Divider.tsx
function a_({ open: e, width: t, onWidth: n, onToggle: r }) {
	return /* @__PURE__ */ (0, x.jsx)("div", {
		className: e ? "divider" : "divider closed",
		onPointerDown: (r) => {
			if (!e || r.button !== 0) return;
			let { clientX: i } = r, a = r.currentTarget;
			a.setPointerCapture(r.pointerId);
			let o = (e) => {
				n(Math.min(720, Math.max(280, t + i - e.clientX)));
			}, s = () => {
				a.removeEventListener("pointermove", o), a.removeEventListener("lostpointercapture", s);
			};
			a.addEventListener("pointermove", o), a.addEventListener("lostpointercapture", s);
		},
		children: /* @__PURE__ */ (0, x.jsx)("button", {
			type: "button",
			className: "fold-panel",
			onPointerDown: (e) => e.stopPropagation(),
			onClick: r,
			"aria-label": e ? "Hide the side panel" : "Show the side panel",
			title: e ? "Hide the side panel" : "Show the side panel",
			children: e ? "›" : "‹"
		})
	});
}
// src/build/Toasts.tsx
var o_ = 6e3;
function s_() {
	let e = $((e) => e.waiting), [t, n] = (0, b.useState)(!1);
	return (0, b.useEffect)(() => {
		if (!e) {
			n(!1);
			return;
		}
		let t = setTimeout(() => n(!0), o_);
		return () => clearTimeout(t);
	}, [e]), t;
}
function c_() {
	let e = yp(), t = $((e) => e.toasts), n = s_();
	return /* @__PURE__ */ (0, x.jsxs)("div", {
		className: "toasts",
		role: "status",
		"aria-live": "polite",
		children: [n && /* @__PURE__ */ (0, x.jsx)("div", {
			className: "toast",
			"data-testid": "silence",
			children: /* @__PURE__ */ (0, x.jsxs)("p", { children: [/* @__PURE__ */ (0, x.jsx)("b", { children: "The server has not answered for a while." }), " Your edits are kept here and sent again until it does."] })
		}), t.map((t) => /* @__PURE__ */ (0, x.jsxs)("div", {
			className: "toast",
			"data-testid": "toast",
			children: [/* @__PURE__ */ (0, x.jsxs)("p", { children: [/* @__PURE__ */ (0, x.jsx)("b", { children: t.problem }), t.hint !== void 0 && /* @__PURE__ */ (0, x.jsxs)("span", { children: [" ", t.hint] })] }), /* @__PURE__ */ (0, x.jsx)("button", {
				type: "button",
				"aria-label": "Dismiss",
				onClick: () => e.dismiss(t.id),
				children: "×"
			})]
		}, t.id))]
	});
}
// src/build/BuildView.tsx
var l_ = 900, u_ = 420;
function d_() {
	let e = (0, b.useRef)(null), [t, n] = (0, b.useState)({
		height: u_,
		width: 1280
	});
	return (0, b.useLayoutEffect)(() => {
		let t = e.current;
		if (t === null) return;
		let r = () => {
			let { top: e, width: r } = t.getBoundingClientRect(), i = Math.max(u_, Math.floor(window.innerHeight - Math.max(0, e)));
			n((e) => e.height === i && e.width === r ? e : {
				height: i,
				width: r
			});
		};
		r();
		let i = new ResizeObserver(r);
		return i.observe(t), i.observe(document.body), window.addEventListener("resize", r), () => {
			i.disconnect(), window.removeEventListener("resize", r);
		};
	}, []), {
		ref: e,
		...t
	};
}
function f_({ session: e }) {
	let { ref: t, height: n, width: r } = d_(), [i, a] = (0, b.useState)(r_), o = r < l_;
	(0, b.useEffect)(() => e.store.set({ readOnly: o }), [e, o]), (0, b.useEffect)(() => i_(i), [i]), (0, b.useEffect)(() => {
		let n = t.current;
		if (n === null) return;
		let r = (t) => t_(e, t), i = [
			"copy",
			"cut",
			"paste"
		];
		return i.forEach((e) => n.addEventListener(e, r)), () => i.forEach((e) => n.removeEventListener(e, r));
	}, [e, t]);
	let s = (e) => a((t) => ({
		...t,
		...e
	})), c = o ? "1fr" : `${i.palette ? "208px" : "28px"} 1fr auto ${i.side ? `${i.width}px` : "0"}`;
	return /* @__PURE__ */ (0, x.jsx)(vp, {
		value: e,
		children: /* @__PURE__ */ (0, x.jsx)(hf, { children: /* @__PURE__ */ (0, x.jsxs)("div", {
			ref: t,
			className: "build-page",
			style: {
				height: n,
				gridTemplateColumns: c
			},
			onKeyDown: (t) => e_(e, t),
			onKeyUp: (e) => e.stopPropagation(),
			children: [
				!o && /* @__PURE__ */ (0, x.jsx)(kg, {
					open: i.palette,
					onToggle: () => s({ palette: !i.palette })
				}),
				/* @__PURE__ */ (0, x.jsx)(bh, {}),
				!o && /* @__PURE__ */ (0, x.jsxs)(x.Fragment, { children: [/* @__PURE__ */ (0, x.jsx)(a_, {
					open: i.side,
					width: i.width,
					onWidth: (e) => s({ width: e }),
					onToggle: () => s({ side: !i.side })
				}), /* @__PURE__ */ (0, x.jsxs)("aside", {
					className: "side",
					hidden: !i.side,
					children: [/* @__PURE__ */ (0, x.jsx)(wg, {}), /* @__PURE__ */ (0, x.jsx)(Bg, {})]
				})] }),
				/* @__PURE__ */ (0, x.jsx)(Oh, {}),
				/* @__PURE__ */ (0, x.jsx)(zh, {}),
				/* @__PURE__ */ (0, x.jsx)(Dh, {}),
				/* @__PURE__ */ (0, x.jsx)(c_, {})
			]
		}) })
	});
}
// src/header/DropDown.tsx
function p_({ label: e, testId: t, primary: n = !1, children: r }) {
	let [i, a] = (0, b.useState)(!1), o = (0, b.useRef)(null);
	return (0, b.useEffect)(() => {
		if (!i) return;
		o.current?.querySelector("[role=menuitem]")?.focus();
		let e = (e) => {
			o.current !== null && !e.composedPath().includes(o.current) && a(!1);
		};
		return window.addEventListener("pointerdown", e, !0), () => window.removeEventListener("pointerdown", e, !0);
	}, [i]), /* @__PURE__ */ (0, x.jsxs)("div", {
		className: "drop-down",
		ref: o,
		onKeyDown: (e) => {
			if (e.key === "Escape" && a(!1), e.key !== "ArrowDown" && e.key !== "ArrowUp") return;
			e.preventDefault();
			let t = [...o.current?.querySelectorAll("[role=menuitem]") ?? []];
			t[(t.findIndex((t) => t === e.target) + (e.key === "ArrowDown" ? 1 : t.length - 1)) % t.length]?.focus();
		},
		children: [/* @__PURE__ */ (0, x.jsxs)("button", {
			type: "button",
			className: n ? "button primary" : "button",
			"aria-haspopup": "menu",
			"aria-expanded": i,
			"data-testid": t,
			onClick: () => a(!i),
			children: [e, " ▾"]
		}), i && /* @__PURE__ */ (0, x.jsx)("div", {
			className: "drop-list",
			role: "menu",
			children: r(() => a(!1))
		})]
	});
}
// src/header/NameChip.tsx
function m_({ name: e, onRename: t }) {
	let [n, r] = (0, b.useState)(!1), i = (0, b.useRef)(!1);
	if (!n) return /* @__PURE__ */ (0, x.jsx)("button", {
		type: "button",
		className: "chip name",
		"data-testid": "document-name",
		title: "Rename",
		onClick: () => {
			i.current = !1, r(!0);
		},
		children: e
	});
	let a = (e) => {
		e.stopPropagation(), e.key === "Escape" && (i.current = !0), (e.key === "Escape" || e.key === "Enter") && e.currentTarget.blur();
	}, o = (n) => {
		r(!1), !i.current && n.trim() !== "" && n.trim() !== e && t(n.trim());
	};
	return /* @__PURE__ */ (0, x.jsx)("input", {
		className: "chip name",
		"data-testid": "document-name-field",
		"aria-label": "Name of the document",
		defaultValue: e,
		autoFocus: !0,
		size: Math.max(10, e.length),
		onFocus: (e) => e.target.select(),
		onKeyDown: a,
		onBlur: (e) => o(e.target.value)
	});
}
// src/header/Header.tsx
function h_({ errors: e, warnings: t }) {
	return [e > 0 ? Om(e, "problem") : "", t > 0 ? Om(t, "warning") : ""].filter((e) => e !== "").join(", ") || "no problems";
}
function g_({ session: e }) {
	let t = _p(e.store, (e) => e.props), n = _p(e.store, (e) => e.refusal), { errors: r, warnings: i, menu: a = [], downloads: o = [] } = t, s = r > 0 ? "error" : i > 0 ? "warning" : "calm";
	return /* @__PURE__ */ (0, x.jsxs)("header", {
		className: "page-header",
		onKeyDown: (t) => {
			if (t.stopPropagation(), t.target instanceof HTMLInputElement || !(t.ctrlKey || t.metaKey)) return;
			let n = t.key.toLowerCase() === "y" || t.key.toLowerCase() === "z" && t.shiftKey;
			(n || t.key.toLowerCase() === "z") && (t.preventDefault(), e.edit({ edit: n ? "redo" : "undo" }));
		},
		children: [
			/* @__PURE__ */ (0, x.jsx)("a", {
				className: "wordmark",
				href: ".",
				onClick: (e) => e.preventDefault(),
				children: "nnblocks"
			}),
			/* @__PURE__ */ (0, x.jsx)(m_, {
				name: t.name,
				onRename: (t) => e.edit({
					edit: "set_name",
					name: t
				})
			}),
			/* @__PURE__ */ (0, x.jsx)("code", {
				className: "chip inputs",
				title: t.inputs,
				children: t.inputs
			}),
			/* @__PURE__ */ (0, x.jsxs)("span", {
				className: "stat",
				"data-testid": "header-parameters",
				children: [/* @__PURE__ */ (0, x.jsx)("b", { children: Tm(t.parameters) }), " parameters"]
			}),
			/* @__PURE__ */ (0, x.jsxs)("span", {
				className: "stat",
				"data-testid": "header-bytes",
				children: [
					/* @__PURE__ */ (0, x.jsx)("b", { children: Dm(t.bytes).split(" ")[0] }),
					" ",
					Dm(t.bytes).split(" ")[1]
				]
			}),
			/* @__PURE__ */ (0, x.jsxs)("span", {
				className: "stat wide",
				"data-testid": "header-multiply-adds",
				title: t.multiply_adds === null ? void 0 : `${Tm(t.multiply_adds)} multiply-adds for one sample batch`,
				children: [/* @__PURE__ */ (0, x.jsx)("b", { children: t.multiply_adds === null ? "?" : Em(t.multiply_adds) }), " multiply-adds"]
			}),
			/* @__PURE__ */ (0, x.jsx)("button", {
				type: "button",
				className: `chip problems ${s}`,
				"data-testid": "problems",
				onClick: () => e.emit("problems", !0),
				children: h_(t)
			}),
			/* @__PURE__ */ (0, x.jsx)("span", { className: "space" }),
			n !== null && /* @__PURE__ */ (0, x.jsx)("span", {
				className: "refusal",
				role: "status",
				title: n.hint,
				children: n.problem
			}),
			/* @__PURE__ */ (0, x.jsx)("button", {
				type: "button",
				className: "button",
				"data-testid": "undo",
				disabled: !t.can_undo,
				title: "Undo (Ctrl+Z)",
				onClick: () => e.edit({ edit: "undo" }),
				children: "↶ Undo"
			}),
			/* @__PURE__ */ (0, x.jsx)("button", {
				type: "button",
				className: "button",
				"data-testid": "redo",
				disabled: !t.can_redo,
				title: "Redo (Ctrl+Shift+Z)",
				"aria-label": "Redo",
				onClick: () => e.edit({ edit: "redo" }),
				children: "↷"
			}),
			a.length > 0 && /* @__PURE__ */ (0, x.jsx)(p_, {
				label: "Open",
				testId: "open-menu",
				children: (t) => a.map(({ label: n, url: r, action: i, hint: a }) => r === void 0 ? /* @__PURE__ */ (0, x.jsx)("button", {
					type: "button",
					role: "menuitem",
					"data-testid": `action-${i}`,
					title: a,
					onClick: () => {
						t(), e.emit("action", i);
					},
					children: n
				}, n) : /* @__PURE__ */ (0, x.jsx)("a", {
					role: "menuitem",
					href: r,
					title: a,
					children: n
				}, n))
			}),
			o.length > 0 && /* @__PURE__ */ (0, x.jsx)(p_, {
				label: "Download",
				testId: "download-menu",
				primary: !0,
				children: (e) => o.map(({ label: t, url: n, hint: r }) => /* @__PURE__ */ (0, x.jsxs)("a", {
					role: "menuitem",
					href: n,
					download: "",
					"data-testid": `download-${t}`,
					onClick: e,
					children: [/* @__PURE__ */ (0, x.jsx)("b", { children: t }), r && /* @__PURE__ */ (0, x.jsx)("small", { children: r })]
				}, t))
			})
		]
	});
}
// src/session/outbox.ts
var __ = 1500, v_ = 60, y_ = class {
	client = crypto.randomUUID();
	pending = [];
	last = 0;
	acknowledged = 0;
	timer = null;
	sentAt = -Infinity;
	deliver = null;
	connect(e) {
		this.deliver = e, e !== null && this.timer === null && this.pending.length > 0 && this.schedule(__);
	}
	push(e, t) {
		let n = e.map((e) => ({
			number: ++this.last,
			edit: e,
			...t === void 0 ? {} : { step: t }
		}));
		return this.pending = [...this.pending, ...n], this.schedule(Math.max(0, v_ - (performance.now() - this.sentAt))), n;
	}
	acknowledge(e) {
		return e <= this.acknowledged ? !1 : (this.acknowledged = e, this.pending = this.pending.filter((t) => t.number > e), this.pending.length === 0 && this.stop(), !0);
	}
	schedule(e) {
		this.stop(), e <= 0 ? this.send() : this.timer = setTimeout(() => this.send(), e);
	}
	send() {
		this.stop(), this.pending.length !== 0 && this.deliver !== null && (this.sentAt = performance.now(), this.timer = setTimeout(() => this.send(), __), this.deliver(this.pending));
	}
	stop() {
		this.timer !== null && clearTimeout(this.timer), this.timer = null;
	}
}, b_ = /* @__PURE__ */ new Map();
function x_(e, t) {
	let n = `${e}:${t}`, r = b_.get(n) ?? new y_();
	return b_.set(n, r), r;
}
// src/header/session.ts
var S_ = 8e3, C_ = class {
	store;
	outbox;
	trigger;
	told = 0;
	constructor(e, t) {
		this.trigger = t, this.outbox = x_("header", e.document), this.store = gp({
			props: e,
			refusal: null
		}), this.receive(e, t);
	}
	receive(e, t) {
		this.trigger = t, e.document !== this.store.get().props.document && (this.outbox.connect(null), this.outbox = x_("header", e.document), this.told = 0), this.outbox.connect((e) => this.deliver(e)), this.outbox.acknowledge(e.ack[this.outbox.client] ?? 0), this.store.set({ props: e }), this.tell(e);
	}
	disconnect() {
		this.outbox.connect(null);
	}
	edit(e) {
		this.outbox.push([e]);
	}
	emit(e, t) {
		this.trigger(e, t);
	}
	deliver(e) {
		this.trigger("commands", {
			client: this.outbox.client,
			document: this.store.get().props.document,
			commands: e
		});
	}
	tell(e) {
		let t = (e.refused ?? []).filter((e) => e.client === this.outbox.client && e.number > this.told), n = t[t.length - 1];
		n !== void 0 && (this.told = n.number, this.store.set({ refusal: {
			problem: n.problem,
			...n.hint ? { hint: n.hint } : {}
		} }), setTimeout(() => this.store.set({ refusal: null }), S_));
	}
}, w_ = {
	sequential: "Sequential",
	parallel: "Parallel",
	repeat: "Repeat",
	shared: "Shared"
}, T_ = /^[A-Za-z_][A-Za-z0-9_]*$/;
function E_(e) {
	return typeof e == "string" ? e : "";
}
function D_(e) {
	return Array.isArray(e) ? e.map(E_) : [];
}
function O_(e, t) {
	if (e.children === void 0) return t(e);
	let n = e.children.map((e) => O_(e, t));
	return t(n.every((t, n) => t === e.children?.[n]) ? e : {
		...e,
		children: n
	});
}
function k_(e, t) {
	let n = e.of === void 0 ? void 0 : t.get(e.of)?.node, r = e.child === void 0 ? e.children : [e.child], { merge: i, dim: a, count: o, class_name: s } = e, c = e.kind ?? n?.kind;
	return {
		id: e.id,
		block: e.block,
		name: e.name ?? "",
		named: e.name !== void 0,
		path: "",
		access: "",
		title: c ?? n?.title ?? w_[e.block] ?? e.block,
		args: e.args ?? {},
		...c === void 0 ? {} : { kind: c },
		...n?.category === void 0 ? {} : { category: n.category },
		...r === void 0 ? {} : { children: r.map((e) => k_(e, t)) },
		...i === void 0 ? {} : { merge: i },
		...a === void 0 ? {} : { dim: a },
		...o === void 0 ? {} : {
			count: o,
			names: e.names ?? "{i}"
		},
		...s === void 0 ? {} : { class_name: s },
		...e.of === void 0 ? {} : {
			of: e.of,
			group: n?.group ?? "",
			same_as: n?.path ?? ""
		}
	};
}
function A_(e, t, n, r) {
	return O_(e, (e) => e.id !== t || e.children === void 0 ? e : {
		...e,
		children: [
			...e.children.slice(0, n),
			...r,
			...e.children.slice(n)
		]
	});
}
function j_(e, t) {
	return O_(e, (e) => e.children?.some((e) => t.has(e.id)) ? {
		...e,
		children: e.children.filter((e) => !t.has(e.id))
	} : e);
}
function M_(e, t, n) {
	return O_(e, (e) => e.id === t ? n(e) : e);
}
var N_ = (e, t) => {
	let n = Cp(e), r = t.block;
	return n.has(r.id) ? e : A_(e, E_(t.parent), Number(t.index), [k_(r, n)]);
}, P_ = (e, t) => {
	let n = D_(t.ids), r = Cp(e), i = n.flatMap((e) => r.get(e)?.node ?? []), a = j_(e, new Set(n));
	return Cp(a).has(E_(t.parent)) ? A_(a, E_(t.parent), Number(t.index), i) : e;
}, F_ = (e, t) => {
	let n = D_(t.ids), r = Cp(e).get(n[0] ?? ""), i = E_(t.id);
	if (r === void 0 || r.parent === null || t.into === "repeat") return e;
	let a = n.flatMap((e) => r.parent?.children?.find((t) => t.id === e) ?? []), o = {
		...k_({
			block: E_(t.into),
			id: i,
			children: []
		}, /* @__PURE__ */ new Map()),
		children: a
	};
	return A_(j_(e, new Set(n)), r.parent.id, r.index, [o]);
}, I_ = (e, t) => {
	let n = Cp(e).get(E_(t.id));
	return n === void 0 || n.parent === null || n.node.block !== "sequential" ? e : A_(j_(e, /* @__PURE__ */ new Set([n.node.id])), n.parent.id, n.index, n.node.children ?? []);
};
function L_(e) {
	return (t, n) => M_(t, E_(n.id), (t) => {
		let r = e.filter((e) => n[e] !== void 0).map((e) => [e, n[e]]);
		return {
			...t,
			...Object.fromEntries(r)
		};
	});
}
var R_ = {
	insert: N_,
	move: P_,
	wrap: F_,
	unwrap: I_,
	remove: (e, t) => j_(e, new Set(D_(t.ids))),
	rename: (e, t) => M_(e, E_(t.id), (e) => ({
		...e,
		name: E_(t.name),
		named: t.name !== null
	})),
	set_argument: (e, t) => M_(e, E_(t.id), (e) => ({
		...e,
		args: {
			...e.args,
			[E_(t.argument)]: t.value ?? null
		}
	})),
	unset_argument: (e, t) => M_(e, E_(t.id), (e) => {
		let { [E_(t.argument)]: n, ...r } = e.args ?? {};
		return {
			...e,
			args: r
		};
	}),
	set_repeat: L_(["count", "names"]),
	set_merge: L_(["merge", "dim"]),
	set_class_name: L_(["class_name"])
};
function z_(e, t, n) {
	return e.block === "repeat" ? (e.names ?? "{i}").replace("{i}", "0") : t.named ? t.name : e.block === "parallel" ? `branch_${n}` : String(n);
}
function B_(e, t, n, r) {
	let i = e.children?.map((t, i) => {
		let a = z_(e, t, i), o = T_.test(a) ? `.${a}` : `[${i}]`;
		return B_(t, a, n === "" ? a : `${n}.${a}`, r + o);
	});
	return (i?.every((t, n) => t === e.children?.[n]) ?? !0) && e.name === t && e.path === n ? e : {
		...e,
		name: t,
		path: n,
		access: r,
		...i === void 0 ? {} : { children: i }
	};
}
function V_(e, t) {
	let n = R_[t.edit]?.(e, t) ?? e;
	return n === e ? e : B_(n, n.name, "", "net");
}
// src/session/session.ts
var H_ = 9e3, U_ = 1500, W_ = class {
	store;
	view = null;
	outbox;
	trigger;
	toastCount = 0;
	seenRefusals = /* @__PURE__ */ new Set();
	catalogueUrl = null;
	tabTimer;
	constructor(e, t) {
		this.trigger = t, this.outbox = x_("build", e.document), this.store = gp({
			props: e,
			tree: e.tree,
			index: Cp(e.tree),
			problems: e.problems,
			kinds: /* @__PURE__ */ new Map(),
			selected: [],
			folded: new Set(xp(e.document).folded),
			drag: null,
			quickAdd: null,
			menu: null,
			renaming: null,
			toasts: [],
			tab: e.pane?.tab ?? "code",
			readOnly: !1,
			waiting: !1
		}), this.receive(e, t);
	}
	receive(e, t) {
		this.trigger = t, e.document !== this.store.get().props.document && this.open(e), this.outbox.connect((e) => this.deliver(e)), this.outbox.acknowledge(e.ack[this.outbox.client] ?? 0), this.tellRefusals(e), this.store.set({
			tab: this.tabAfter(e),
			props: e,
			problems: e.problems
		}), this.rebuild(), this.loadCatalogue(e.catalogue);
	}
	disconnect() {
		clearTimeout(this.tabTimer), this.outbox.connect(null);
	}
	edit(e, t) {
		let n = Array.isArray(e) ? e : [e];
		this.store.get().readOnly || n.length === 0 || (this.outbox.push(n, n.length > 1 ? crypto.randomUUID() : void 0), this.rebuild(t));
	}
	select(e) {
		let { selected: t } = this.store.get();
		e.length === t.length && e.every((e, n) => e === t[n]) || this.store.set({ selected: e });
	}
	toggleSelected(e) {
		let { selected: t } = this.store.get();
		this.select(t.includes(e) ? t.filter((t) => t !== e) : [...t, e]);
	}
	chosen() {
		let { index: e, selected: t, tree: n } = this.store.get();
		return kp(e, t.filter((e) => e !== n.id));
	}
	fold(e, t = !this.store.get().folded.has(e)) {
		let n = new Set(this.store.get().folded);
		t ? n.add(e) : n.delete(e), this.store.set({ folded: n }), Sp(this.store.get().props.document, { folded: [...n] });
	}
	showTab(e) {
		e !== this.store.get().tab && (this.store.set({ tab: e }), this.askForTab());
	}
	askForTab() {
		clearTimeout(this.tabTimer);
		let { tab: e, props: t } = this.store.get();
		e !== t.pane?.tab && (this.trigger("tab", e), this.tabTimer = setTimeout(() => this.askForTab(), U_));
	}
	tabAfter(e) {
		let { tab: t, props: n } = this.store.get(), r = e.pane?.tab ?? t;
		return t !== n.pane?.tab && r !== t ? t : (clearTimeout(this.tabTimer), r);
	}
	toast(e, t) {
		let n = ++this.toastCount;
		this.store.set({ toasts: [...this.store.get().toasts.slice(-2), {
			id: n,
			problem: e,
			...t ? { hint: t } : {}
		}] }), setTimeout(() => this.dismiss(n), H_);
	}
	dismiss(e) {
		this.store.set({ toasts: this.store.get().toasts.filter((t) => t.id !== e) });
	}
	deliver(e) {
		this.trigger("commands", {
			client: this.outbox.client,
			document: this.store.get().props.document,
			commands: e
		});
	}
	open(e) {
		this.outbox.connect(null), this.outbox = x_("build", e.document), this.store.set({
			selected: [],
			folded: new Set(xp(e.document).folded),
			quickAdd: null,
			menu: null,
			renaming: null,
			drag: null
		});
	}
	rebuild(e) {
		let { props: t, tree: n, selected: r } = this.store.get(), i = this.outbox.pending, a = Mp(n, i.reduce((e, t) => V_(e, t.edit), t.tree)), o = a === n ? this.store.get().index : Cp(a), s = (e ?? r).filter((e) => o.has(e));
		this.store.set({
			tree: a,
			index: o,
			selected: s.length === r.length && e === void 0 ? r : s,
			waiting: i.length > 0
		});
	}
	tellRefusals(e) {
		for (let t of e.refused ?? []) {
			let e = `${t.client}:${t.number}`;
			t.client !== this.outbox.client || this.seenRefusals.has(e) || (this.seenRefusals.add(e), this.toast(t.problem, t.hint));
		}
	}
	async loadCatalogue(e) {
		if (typeof e != "string") this.store.get().kinds.size === 0 && this.takeCatalogue(e);
		else if (e !== this.catalogueUrl) {
			this.catalogueUrl = e;
			try {
				let t = await fetch(new URL(e, document.baseURI), { credentials: "same-origin" });
				if (!t.ok) throw Error(String(t.status));
				this.takeCatalogue(await t.json());
			} catch {
				this.catalogueUrl = null, this.toast("The list of layers did not load.", "Reload the page.");
			}
		}
	}
	takeCatalogue(e) {
		this.store.set({ kinds: new Map(e.kinds.map((e) => [e.name, e])) });
	}
}, G_ = /* @__PURE__ */ new WeakMap();
function K_(e) {
	let t = document.createElement("span");
	t.style.color = "var(--st-background-color, #fff)", e.append(t);
	let [n = 255, r = 255, i = 255] = (getComputedStyle(t).color.match(/[\d.]+/g) ?? []).map(Number);
	return t.remove(), n * .3 + r * .59 + i * .11 < 128;
}
var q_ = 4e3;
function J_(e, t) {
	let n = performance.now(), r = () => {
		e.isConnected && (getComputedStyle(e).getPropertyValue("--accent") !== "" || performance.now() - n > q_ ? t() : requestAnimationFrame(r));
	};
	r();
}
function Y_({ data: e, parentElement: t, setTriggerValue: n }) {
	let r = document.createElement("div");
	r.className = "nnblocks", t.append(r);
	let i = (0, y.createRoot)(r);
	if (e.view === "header") {
		let t = new C_(e, n);
		return J_(r, () => i.render(/* @__PURE__ */ (0, x.jsx)(S, { children: /* @__PURE__ */ (0, x.jsx)(g_, { session: t }) }))), {
			host: r,
			root: i,
			session: t
		};
	}
	let a = new W_(e, n);
	return J_(r, () => i.render(/* @__PURE__ */ (0, x.jsx)(S, { children: /* @__PURE__ */ (0, x.jsx)(f_, { session: a }) }))), {
		host: r,
		root: i,
		session: a
	};
}
function X_({ session: e }, t, n) {
	(e instanceof C_ && t.view === "header" || e instanceof W_ && t.view !== "header") && e.receive(t, n);
}
function Z_(e) {
	let { data: t, parentElement: n, setTriggerValue: r } = e, i = G_.get(n), a = i ?? Y_(e);
	i === void 0 ? G_.set(n, a) : X_(i, t, r);
	let o = t.theme ?? (K_(a.host) ? "dark" : "light");
	return a.host.className = `nnblocks ${t.view ?? "build"} ${o}`, () => {
		G_.get(n) === a && (G_.delete(n), a.session.disconnect(), a.root.unmount(), a.host.remove());
	};
}
export { Z_ as default };
