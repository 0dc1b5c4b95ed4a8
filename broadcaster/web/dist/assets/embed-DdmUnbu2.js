import{j as m}from"./format-Bo3gAMhk.js";import{m as t}from"./view-DVJmJXha.js";const e=m();document.title=`${e} - Millrace`;document.body.append(t(e).element);
