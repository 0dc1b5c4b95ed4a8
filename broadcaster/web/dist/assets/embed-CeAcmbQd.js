import{s as m}from"./dom-D7FIzzC0.js";import{p as t}from"./player-CjFhVmc5.js";const e=m();document.title=`${e} - Millrace`;document.body.append(t(e));
