<% String name = "x"; Foo foo = new Foo(); int n = 1; foo.bar(n); %><%= name %> <%= n %>
<% int k = 0; k = foo.size(); %><%= k %>
<% StringBuilder b = new StringBuilder(); b.append("x"); foo.fill(b); out.print(b.toString()); %>
<% session.setAttribute("u", foo); %><%= session.getAttribute("u") %><%= session.getAttribute("v") %>
<% foo.each(new Each() { void one(int i) { out.print(i); } }); /* kept */ out.print("<i>"); %>
<% class Pair { int a; } out.print(n); %>
<% switch (n) { case 1: out.print("1"); break; default: out.print("2"); } %>
<% String s = ""; for (String each : new String[] {"a"}) { %><%= s %><% s = foo.next(); } %>
<% foo.text("*/ %\>",
     1); out.print(name); %>
