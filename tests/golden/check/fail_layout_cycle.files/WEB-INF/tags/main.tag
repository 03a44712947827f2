<%@ tag layout="outer.tag" %>
