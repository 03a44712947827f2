<%!
  private static final String TITLE = "Shop";
  int hits;

  // says hello
  private String greet(String who, boolean loud) {
    String text = "Hello " + who;
    if (loud) { text += '!'; }
    return text;
  }
%>
<%! private String last; %>
<%! String shout(String s) throws Exception { return s.toUpperCase(); } %>
<h1><%= greet(request.getParameter("who"), true) %></h1> <%= TITLE %> <%= ++hits %> <%= last %> <%= shout("x") %>
